import { describe, expect, it } from 'vitest';
import { READ1, CANCEL1, ADDRESS1, returning } from '@/lib/testing/rules-mode/expected-calls';
import { play, type Answers, type ToolAnswer } from '@/lib/testing/rules-mode/play-conversation';
import { desk, json, store, withWrite } from '@/lib/testing/rules-mode/sample-store';
describe('what really happened is what it says', () => {
  const wish = 'Cancel order #W1000001, ordered by mistake';
  it.each<[string, ToolAnswer, RegExp]>([
    [
      'a rejection',
      { content: 'Rejected by a reviewer: Call them first. Nothing was changed.', isError: true },
      /^.*I could not cancel order #W1000001\. Rejected by a reviewer: Call them first\. Nothing was changed\.$/,
    ],
    [
      'an error',
      { content: 'Error: non-pending order cannot be cancelled', isError: true },
      /I could not cancel order #W1000001\. Non-pending order cannot be cancelled\.$/,
    ],
    [
      'an unknown outcome',
      { content: 'Error: it is not known whether cancel_pending_order took effect. Do not.', isError: true },
      /I can't say yet whether I could cancel/,
    ],
  ])('after %s it claims nothing', (_what, answer, reply) => {
    const { replies, calls } = play([wish], withWrite(answer));
    expect(replies[0]).toMatch(reply);
    expect(replies[0]).not.toMatch(/is now/);
    expect(calls).toHaveLength(2);
  });

  it('tells what a reviewer changed, and what that came to', () => {
    const ran = { user_id: 'ana_silva_1001', amount_cents: 1000, reason: 'late' };
    const answer = {
      ...json({ ok: true }),
      note: (args: string) =>
        `Reviewer note: you proposed issue_store_credit ${args}; the reviewer ran ${JSON.stringify(ran)}.`,
    };
    const { replies } = play(['Give ana_silva_1001 $20 store credit because late'], withWrite(answer));
    expect(replies[0]).toMatch(
      /reviewer changed your request before it ran: amount_cents from "2000" to "1000"\. \$10\.00 of store credit was issued/,
    );
  });

  it('proposes again after a rejection only when the customer changes the wish', () => {
    const rejected = withWrite({ content: 'Rejected by a reviewer: Wrong flat. Nothing was changed.', isError: true });
    const first = 'Change the address of #W1000001 to 12 Elm St, Apt 4, Springfield, IL 62701';
    const { calls } = play([first, 'Then 12 Elm St, Apt 5, Springfield, IL 62701'], rejected);
    expect(calls.slice(2)).toEqual([ADDRESS1.replace('Apt 4', 'Apt 5')]);
    expect(play([first, 'why?'], rejected)).toMatchObject({
      calls: [READ1, ADDRESS1],
      replies: [expect.anything(), null],
    });
  });

  it('does not repeat a write that happened, whatever is said next', () => {
    const { calls, replies } = play([wish, 'thanks', 'really, a mistake. #W1000002 is fine'], store);
    expect(calls).toEqual([READ1, CANCEL1]);
    expect(replies.slice(1)).toEqual(['You are welcome. Tell me if there is anything else.', null]);
  });

  it('asks where the refund goes when there is no gift card, and takes a yes', () => {
    const noCard: Answers = (name, args) =>
      name === 'get_user_details'
        ? json({ name: { first_name: 'A', last_name: 'S' }, email: 'a@b.c', orders: [], payment_methods: {} })
        : store(name, args);
    const { calls, replies } = play(['Return the desk lamp of #W1000002 to my gift card', 'Yes please'], noCard);
    expect(replies[0]).toMatch(/no gift card on this account/);
    expect(calls.at(-1)).toBe(returning([desk.item_id]));
    expect(replies[1]).toMatch(/refund goes to the credit card/);
  });

  it("says of another's order that it was not found, and takes the corrected number", () => {
    const { calls, replies } = play(['Cancel #W9999999, a mistake', 'sorry, #W1000001'], store);
    expect(replies[0]).toMatch(/I could not find order #W9999999\. Please check the number\./);
    expect(calls).toEqual(['get_order_details {"order_id":"#W9999999"}', READ1, CANCEL1]);
  });
});
