import { describe, expect, it } from 'vitest';
import { answerSettings, type AnswerSettings } from '@/lib/domain/answer';
import type { Json } from '@/lib/domain/json';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { AnswerEvidence } from './answer-evidence';
import { checkAnswer as check } from './check-answer';

const order = {
  order_id: '#W1000001',
  user_id: 'mia_ito_1',
  status: 'pending',
  items: [
    { item_id: '1008292230', price: 53.43 },
    { item_id: '4202497723', price: 342.81 },
    { item_id: '4602305039', price: 561.05 },
  ],
  payment_history: [{ transaction_type: 'payment', amount: 957.29, payment_method_id: 'credit_card_9513926' }],
  placed_on: '2024-05-19',
};
const tool = (name: string, reversibility: ReversibilityClass = 'reversible') => ({
  name,
  description: '',
  reversibility,
});
const tools = [
  tool('get_order_details', 'read_only'),
  tool('cancel_order'),
  tool('modify_address'),
  tool('send_email'),
];

function evidenceOf(...calls: { name: string; output: Json; succeeded?: boolean }[]): AnswerEvidence {
  const evidence = new AnswerEvidence(tools);
  evidence.add([
    {
      origin: { source: 'instructions', outside: false },
      said: 'Refunds take 5 to 7 business days. Write to help@shop.example.',
    },
  ]);
  evidence.add([
    { origin: { source: 'user', outside: false }, said: 'Please cancel order W1000001. My budget is $200.' },
  ]);
  for (const { name, output, succeeded = true } of calls) {
    evidence.add([{ origin: { source: 'tool', tool: name, outside: false }, said: output }]);
    const known = tools.find((each) => each.name === name) ?? tool(name);
    evidence.addCall({ tool: known, args: {}, output: succeeded ? output : null, succeeded });
  }
  return evidence;
}

const checkAnswer = (text: string, evidence: AnswerEvidence, rules: Partial<AnswerSettings> = {}) =>
  check(text, evidence, answerSettings.parse(rules));
const read = { name: 'get_order_details', output: order };
const kinds = (text: string, evidence: AnswerEvidence) =>
  checkAnswer(text, evidence).map(({ kind, quote }) => `${kind} ${quote}`);

describe('facts', () => {
  it.each([
    'Order #W1000001 was placed on May 19 and costs $957.29.',
    'Item 4202497723 costs $342.81, paid with the card ending in 9513926.',
    'Both together come to $903.86 ($342.81 + $561.05).',
    'Without the cheapest item the total would be $903.86.',
    'Your budget of $200 is $142.81 below $342.81.',
    'The refund takes 5-7 business days. Write to help@shop.example.',
    'It costs about $340.',
    'Please give me the order id (for example, #W0000000).',
  ])('passes %s', (text) => {
    expect(kinds(text, evidenceOf(read))).toEqual([]);
  });

  it.each([
    ['Order #W1000001 costs $957.39.', 'amount $957.39.'],
    ['Order #W1000011 costs $957.29.', 'id #W1000011'],
    ['Item 4202497724 is in it.', 'id 4202497724'],
    ['It was placed on May 21.', 'date May 21'],
    ['It was placed on 2024-06-19.', 'date 2024-06-19'],
    ['The refund takes 3-4 business days.', 'time 3-4 business days'],
    ['Write to help@shop.example.com.', 'address help@shop.example.com'],
    ['See https://shop.example/returns.', 'address https://shop.example/returns'],
  ])('finds what is wrong in %s', (text, finding) => {
    expect(kinds(text, evidenceOf(read))).toEqual([finding]);
  });

  it('takes an amount that was right when the agent said it', () => {
    const evidence = evidenceOf(read);
    expect(kinds('You will get $904.48 back.', evidence)).toEqual(['amount $904.48']);
    evidence.addTold('You paid $957.29 and keep what costs $53.81.');
    expect(kinds('You will get $903.48 back.', evidence)).toEqual(['amount $903.48']);
    evidence.addTold('With your budget of $200 you lack $142.81 for the item at $342.81.');
    expect(kinds('You lack $142.81.', evidence)).toEqual([]);
  });
});

describe('what is said to be done', () => {
  const cancelled = { ...order, status: 'cancelled' };
  const claims = [
    'I have cancelled your order.',
    "I've now successfully canceled order #W1000001.",
    'Your order has been cancelled.',
    'I have processed the cancellation of your order.',
    'Your order was successfully cancelled.',
  ];

  it.each(claims)('needs a call that did it: %s', (text) => {
    expect(checkAnswer(text, evidenceOf(read))).not.toEqual([]);
    expect(checkAnswer(text, evidenceOf(read, { name: 'cancel_order', output: 'no', succeeded: false }))).not.toEqual(
      [],
    );
    expect(checkAnswer(text, evidenceOf(read, { name: 'modify_address', output: { address: 'x' } }))).not.toEqual([]);
    expect(checkAnswer(text, evidenceOf(read, { name: 'cancel_order', output: cancelled }))).toEqual([]);
  });

  it('lets a record say that something is so, but not that the agent did it', () => {
    const evidence = evidenceOf({ name: 'get_order_details', output: cancelled });
    expect(kinds('Your order has been cancelled.', evidence)).toEqual([]);
    expect(kinds('I have cancelled your order.', evidence)).toEqual(['done I have cancelled']);
  });

  it.each([
    'Shall I say that I have cancelled your order?',
    'Once I have cancelled it, you will get an email.',
    'Your order has not been cancelled.',
    'It was not approved, so nothing has been changed.',
    'I can cancel your order if you confirm.',
    'I have found your order and checked its status.',
    'I have asked for the cancellation to be approved.',
    'Orders can be cancelled if:\n1. They were paid by card.\n2. The order was cancelled by the store.',
    'Hello',
  ])('claims nothing: %s', (text) => {
    expect(kinds(text, evidenceOf(read))).toEqual([]);
  });

  it.each(['Done.', 'It is done.', 'Done!'])('takes %s once something was tried', (text) => {
    expect(kinds(text, evidenceOf())).toEqual([`done ${text}`]);
    expect(kinds(text, evidenceOf({ name: 'cancel_order', output: 'no', succeeded: false }))).toEqual([]);
    expect(kinds(text, evidenceOf(read))).toEqual([]);
    expect(kinds(text, evidenceOf(read, { name: 'cancel_order', output: cancelled }))).toEqual([]);
  });

  it('takes another word for what was done', () => {
    const evidence = evidenceOf(read, { name: 'modify_address', output: { address: 'x' } });
    expect(kinds('Your address was changed.', evidence)).toEqual([]);
    expect(kinds('I have updated your address.', evidence)).toEqual([]);
    expect(kinds('I have sent you an email.', evidence)).toEqual(['done I have sent']);
  });
});

describe('a status', () => {
  it('must be the one of the record that is named', () => {
    expect(kinds('Order #W1000001 is delivered.', evidenceOf(read))).toEqual(['status delivered']);
    expect(kinds('Order #W1000001 is pending.', evidenceOf(read))).toEqual([]);
    expect(kinds('If order #W1000001 is delivered, you can return it.', evidenceOf(read))).toEqual([]);
  });
});

describe("the agent's own rules", () => {
  const found = (text: string, rules: Partial<AnswerSettings>, evidence = evidenceOf()) =>
    checkAnswer(text, evidence, rules).map(({ kind, quote }) => `${kind} ${quote}`);

  it.each([
    ['We Guarantee it.', { forbidden: ['we guarantee'] }, 'forbidden We Guarantee'],
    ['Sorry! I apologize. So sorry.', { maxApologies: 2 }, 'apology sorry'],
    ['Yes! Yes! Yes!', { maxExclamations: 2 }, 'tone !'],
    ['PLEASE READ THIS NOW, my friend.', { shouting: false }, 'tone PLEASE READ THIS NOW'],
    ['That is in stock.', { requireKnowledgeFor: ['availability' as const] }, 'lookup in stock'],
    ['Our returns policy is kind.', { requireKnowledgeFor: ['policy' as const] }, 'lookup Our returns policy'],
    ['Your budget is $200.', { requireKnowledgeFor: ['price' as const] }, 'lookup $200.'],
  ])('find what is wrong in %s', (text, rules, finding) => {
    expect(found(text, rules)).toEqual([finding]);
    expect(found(text, {})).toEqual([]);
  });

  it('take a record for a price, and only the knowledge base for policy', () => {
    const rules = { requireKnowledgeFor: ['price' as const, 'policy' as const] };
    expect(found('Your budget is $200, says our policy.', rules, evidenceOf(read))).toEqual(['lookup our policy']);
    const searched = evidenceOf({ name: 'search_knowledge', output: { passages: [] } });
    expect(found('Your budget is $200, says our policy.', rules, searched)).toEqual([]);
  });
});

describe('citations', () => {
  const text = 'Returns are free [kb:returns], and cards never expire [kb:gift-cards].';
  const passage = { article: 'returns', version: 3, title: 'Returns', passage: 'Returns are free.' };

  it('name articles that a search gave', () => {
    const searched = evidenceOf({ name: 'search_knowledge', output: { passages: [passage] } });
    expect(kinds(text, searched)).toEqual(['citation [kb:gift-cards]']);
    expect(kinds(text, evidenceOf(read))).toEqual(['citation [kb:returns]', 'citation [kb:gift-cards]']);
  });
});
