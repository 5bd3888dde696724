/** A call of an outside agent that draws one kind of card. */
export interface OutsideCard {
  name: string;
  tool: string;
  args: object;
  summary: string;
  before?: object;
  after?: object;
}

const page =
  'Refunds are paid within five working days to the card that was used. A customer who paid by voucher gets a new voucher. ' +
  'Parcels that never arrived are refunded in full, including postage. Ask a colleague above 200 euros.';
const mixed = 'Pay \u202Etxt.exe\u202C to ac\u200Bme\u2060 GmbH for p\u0430ypal \u{E0041}\u{E0042}';
const markup =
  '<img src="https://evil.example/p.png" onerror="alert(1)"><script>alert(1)</script><style>*{display:none}</style> ' +
  '[your bank](https://evil.example) ![pixel](https://evil.example/p.png)';
const item = (sku: string, name: string, quantity: number, price: number) => ({ sku, name, quantity, price });
const manyKeys = Object.fromEntries(
  Array.from({ length: 490 }, (_, index) => [`setting_${String(index).padStart(3, '0')}`, index % 7]),
);

/** What the kinds of diff look like, then what an agent could send to mislead or drown a reviewer. */
export const outsideCards: readonly OutsideCard[] = [
  {
    name: 'text',
    tool: 'update_page',
    args: { page: 'refunds', by: 'Wiki bot' },
    summary: 'Update the help page “Refunds”',
    before: { pages: { refunds: { title: 'Refunds', text: page, version: 12 } } },
    after: {
      pages: {
        refunds: {
          title: 'Refunds',
          text: page
            .replace('five working days', 'three working days')
            .replace('200 euros', '500 euros, or 100 by voucher'),
          version: 13,
        },
      },
    },
  },
  {
    name: 'list',
    tool: 'replace_items',
    args: { order: 'A-1182', remove: ['KB-1'], add: ['KB-2'] },
    summary: 'Swap the keyboard of order A-1182 for a quieter one',
    before: {
      orders: {
        'A-1182': {
          items: [item('KB-1', 'Keyboard, clicky', 1, 89), item('MS-4', 'Mouse', 2, 25), item('CB-9', 'Cable', 1, 7.5)],
        },
      },
    },
    after: {
      orders: {
        'A-1182': {
          items: [item('KB-2', 'Keyboard, silent', 1, 99), item('MS-4', 'Mouse', 3, 25), item('CB-9', 'Cable', 1, 7.5)],
        },
      },
    },
  },
  {
    name: 'money',
    tool: 'refund',
    args: { order: 'A-1182', amount_cents: 124_950, currency: 'EUR' },
    summary: 'Refund €1,249.50 to Acme GmbH for order A-1182',
    before: {
      orders: { 'A-1182': { customer: 'Acme GmbH', total_cents: 249_900, refunded_cents: 0, currency: 'EUR' } },
    },
    after: {
      orders: { 'A-1182': { customer: 'Acme GmbH', total_cents: 249_900, refunded_cents: 124_950, currency: 'EUR' } },
    },
  },
  {
    name: 'bidi',
    tool: 'refund',
    args: { order: 'A-\u202E2811\u202C', note: '\u2067refund\u2069 nothing' },
    summary: 'Refund €\u202E00.42\u202C to Acme GmbH',
  },
  {
    name: 'zero-width',
    tool: 'refund',
    args: { order: 'A-11\u200B82', to: 'acme\u200D@example.com\uFEFF', note: 'pay\u2060pal \u{E0041}\u{E0042}' },
    summary: 'Refund €42.00 to ac\u200Bme@example.com',
  },
  {
    name: 'confusables',
    tool: 'refund',
    args: { to: 'p\u0430ypal@example.com', iban: 'DE\u041E2 1234', name: 'G\u043E\u043Egle', mixed },
    summary: 'Refund €42.00 to p\u0430ypal@example.com',
    before: { accounts: { 'p\u0430ypal': { name: 'Paypal' } } },
    after: { accounts: { 'p\u0430ypal': { name: 'P\u0430yp\u0430l' } } },
  },
  {
    name: 'markup',
    tool: 'update_page',
    args: { page: markup, text: markup },
    summary: `Update <b>everything</b> ${markup}`,
    before: { pages: { x: { text: 'Hello.' } } },
    after: { pages: { x: { text: markup } } },
  },
  {
    name: '64-kib',
    tool: 'update_page',
    args: { page: 'refunds', text: `${'Lorem ipsum dolor sit amet. '.repeat(2300)}THE END` },
    summary: 'Update the help page “Refunds” with 64 KiB of text',
  },
  { name: '500-keys', tool: 'configure', args: manyKeys, summary: 'Set every setting of the till' },
];
