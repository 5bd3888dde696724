import { describe, expect, it } from 'vitest';
import { READ1, READ2, CANCEL1, ADDRESS1, returning, credit, USER } from '@/lib/testing/rules-mode/expected-calls';
import { play } from '@/lib/testing/rules-mode/play-conversation';
import { store, desk, floor, redMug, blueMug } from '@/lib/testing/rules-mode/sample-store';
describe('one wish, from its words to what it came to', () => {
  const table: [string[], string[], RegExp][] = [
    [['Where is my order #W1000001?'], [READ1], /#W1000001 is pending.*Desk Lamp, black.*\$20\.00.*1 Oak St.*9001/],
    [['status of w1000001 please'], [READ1], /#W1000001 is pending/],
    [['#W1000001'], [READ1], /#W1000001 is pending/],
    [['Has order #W1000001 shipped yet'], [READ1], /is pending/],
    [['My order is #W1000001.', 'Where is it?'], [READ1, READ1], /is pending/],
    [['Cancel order #W1000001, I ordered it by mistake'], [READ1, CANCEL1], /Order #W1000001 is now cancelled\./],
    [['please cancel order #W1000001', 'it was a mistake'], [READ1, CANCEL1], /is now cancelled/],
    [['I want to cancel', '#W1000001', 'by mistake'], [READ1, CANCEL1], /is now cancelled/],
    [['Cancel #W1000003, no longer needed'], ['get_order_details {"order_id":"#W1000003"}'], /is processed, and only/],
    [
      ['change the address of order #W1000001 to 12 Elm St, Apt 4, Springfield, IL 62701'],
      [READ1, ADDRESS1],
      /#W1000001 now goes to 12 Elm St, Apt 4, Springfield, IL 62701, USA\./,
    ],
    [['My address is wrong on #W1000001', '12 Elm St, Apt 4, Springfield, il 62701'], [READ1, ADDRESS1], /now goes to/],
    [['Ship #W1000001 to 12 Elm St, Apt 4, Springfield, IL 62701'], [READ1, ADDRESS1], /now goes to/],
    [
      ['Return the desk lamp from order #W1000002'],
      [READ2, returning([desk.item_id])],
      /is now "return requested" for Desk Lamp/,
    ],
    [
      ['I want to return order #W1000002', 'the blue mug'],
      [READ2, returning([blueMug.item_id])],
      /refund goes to the credit card/,
    ],
    [
      ['Return the red mug and the floor lamp of #W1000002'],
      [READ2, returning([floor.item_id, redMug.item_id])],
      /refund/,
    ],
    [['Return 2222222222 from #W1000002'], [READ2, returning([floor.item_id])], /Floor Lamp/],
    [
      ['Return everything from #W1000002, refund it to my gift card'],
      [
        READ2,
        USER,
        returning(
          [desk, floor, redMug, blueMug].map(({ item_id }) => item_id),
          'gift_card_9',
        ),
      ],
      /refund goes to the gift card/,
    ],
    [['I would like a refund for the desk lamp of #W1000002'], [READ2, returning([desk.item_id])], /return requested/],
    [
      ['Give me $20 store credit for order #W1000001 because it came late'],
      [READ1, credit(2000, 'it came late (order #W1000001)')],
      /\$20\.00 of store credit was issued to ana_silva_1001\./,
    ],
    [
      ['I want store credit for #W1000001', '12.50 dollars', 'The lamp arrived with a scratch'],
      [READ1, credit(1250, 'The lamp arrived with a scratch (order #W1000001)')],
      /\$12\.50 of store credit/,
    ],
    [
      ['issue a $5 credit to customer ana_silva_1001 because a parcel was lost'],
      [USER, credit(500, 'a parcel was lost')],
      /\$5\.00 of store credit/,
    ],
    [
      ['Look up customer ana@example.com'],
      ['find_user_id_by_email {"email":"ana@example.com"}', USER],
      /I found Ana Silva .*#W1000001, #W1000002/,
    ],
    [
      ['find the customer Ana Silva, zip 12180'],
      ['find_user_id_by_name_zip {"first_name":"Ana","last_name":"Silva","zip":"12180"}', USER],
      /I found Ana Silva/,
    ],
    [['Show the user ana_silva_1001'], [USER], /I found Ana Silva/],
    [
      ['Cancel my order, it was a mistake', 'ana@example.com', '#W1000001'],
      ['find_user_id_by_email {"email":"ana@example.com"}', USER, READ1, CANCEL1],
      /is now cancelled/,
    ],
  ];
  it.each(table)('%j', (texts, calls, reply) => {
    const played = play(texts, store);
    expect(played.calls).toEqual(calls);
    expect(played.replies.at(-1)).toMatch(reply);
    expect(new Set(played.ids).size).toBe(played.ids.length);
    expect(play(texts, store)).toEqual(played);
  });
});

describe('what is missing is asked for in a sentence', () => {
  it.each([
    [['Cancel my order'], /What is the order number\?/],
    [['Cancel order #W1000001'], /no longer needed, or ordered by mistake\?/],
    [['Change the address of #W1000001'], /Please write it like this: 12 Elm St/],
    [['Return something from #W1000002'], /Which items of order #W1000002 .*Desk Lamp, black \(1111111111\); Floor/],
    [['Return the mug from #W1000002'], /Which of these of order #W1000002/],
    [['Return the lamp from #W1000002'], /Which of these/],
    [['Return everything except the mug from #W1000002'], /Which items/],
    [['I want store credit for #W1000001'], /How much/],
    [['Give me $20 store credit for order #W1000001'], /What is the store credit for\?/],
    [['Look up a customer'], /Which customer\?/],
    [['Cancel my order', 'ana@example.com'], /Which order do you mean\? .*#W1000001, #W1000002/],
    [['Cancel my order, I am Ana Silva from 12180'], /Which order do you mean/],
  ])('%j', (texts, question) => {
    const { calls, replies } = play(texts, store);
    expect(replies.at(-1)).toMatch(question);
    if (!/return requested/.test(question.source))
      expect(calls.filter((call) => !/^(?:find|get)/.test(call))).toEqual([]);
  });
});

describe('several wishes in one message', () => {
  it('reads at once and proposes as one group', () => {
    const { messages, calls, replies } = play(
      ['Cancel #W1000001 because I ordered it by mistake, and return the desk lamp from #W1000002.'],
      store,
    );
    expect(calls).toEqual([READ1, READ2, CANCEL1, returning([desk.item_id])]);
    expect(messages.filter(({ role }) => role === 'assistant')).toHaveLength(3);
    expect(replies[0]).toMatch(/#W1000001 is now cancelled[^]*#W1000002 is now "return requested"/);
  });

  it('does what it can and asks for the rest', () => {
    const { calls, replies } = play(['Where is #W1000002? Also cancel #W1000001.', 'by mistake'], store);
    expect(replies[0]).toMatch(/#W1000002 is delivered[^]*Why do you want to cancel order #W1000001/);
    expect(calls).toEqual([READ2, READ1, CANCEL1]);
    expect(replies[1]).toMatch(/^Order #W1000001 is now cancelled\.$/);
  });

  it('takes two orders of one wish', () => {
    const { calls } = play(['What is the status of #W1000001 and #W1000003?'], store);
    expect(calls).toEqual([READ1, 'get_order_details {"order_id":"#W1000003"}']);
  });
});
