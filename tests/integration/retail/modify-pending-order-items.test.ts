import { expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const TOOL = 'modify_pending_order_items';
const SMALL_NAVY = '7200200006';
const SMALL_MOSS = '7200100003';
const swap = {
  order_id: '#W1000001',
  item_ids: [SMALL_NAVY],
  new_item_ids: [SMALL_MOSS],
  payment_method_id: 'gift_card_2041001',
};

it('replaces the item, settles the difference at once and locks the order', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, swap)).toBeNull();
    expect(await tools.summary(TOOL, swap)).toBe(
      'Replace 1 item of order #W1000001 of Mia Chen: Rain Jacket (size S, colour navy) for Rain Jacket (size S, colour moss) — $1.50 back to gift card 2041001',
    );
    const { after } = await tools.preview(TOOL, swap);
    expect(after).toMatchObject({
      orders: {
        '#W1000001': {
          status: 'pending (item modified)',
          items: [{ item_id: SMALL_MOSS, price: 89.5, options: { colour: 'moss' } }, { name: 'Yoga Mat' }],
          payment_history: [{}, { transaction_type: 'refund', amount: 1.5, payment_method_id: 'gift_card_2041001' }],
        },
      },
      users: { mia_chen_2041: { payment_methods: { gift_card_2041001: { balance: 41.5 } } } },
    });
    expect(await tools.refusal(TOOL, swap)).toMatchObject({ message: 'non-pending order cannot be modified' });
  }));

it.each([
  [{ new_item_ids: [] }, 'the number of items to be exchanged should match', '/new_item_ids'],
  [
    { item_ids: [SMALL_NAVY, SMALL_NAVY], new_item_ids: [SMALL_MOSS, SMALL_MOSS] },
    `${SMALL_NAVY} not found`,
    '/item_ids',
  ],
  [{ new_item_ids: ['7206100183'] }, 'new item 7206100183 not found or available', '/new_item_ids'],
  [{ payment_method_id: 'paypal_3310001' }, 'payment method not found', '/payment_method_id'],
])('refuses %o', (change, message, pointer) =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, { ...swap, ...change })).toMatchObject({ message, pointer });
  }),
);

it('refuses a gift card that does not hold the difference', () =>
  withTools(async (tools) => {
    const plumMat = { ...swap, item_ids: ['7206100183'], new_item_ids: ['7206200186'] };
    await tools.transaction.query(sql`update store.users set document =
      jsonb_set(document::jsonb, '{payment_methods,gift_card_2041001,balance}', '2.74')::json where user_id = 'mia_chen_2041'`);
    expect(await tools.refusal(TOOL, plumMat)).toMatchObject({
      message: 'insufficient gift card balance to pay for the new item',
      hint: 'The card holds $2.74 and $2.75 is due. Offer another payment method of the customer.',
    });
    expect(await tools.refusal(TOOL, { ...plumMat, payment_method_id: 'paypal_2041003' })).toBeNull();
  }));
