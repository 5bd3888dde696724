import { expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const TOOL = 'issue_store_credit';
const args = { user_id: 'mia_chen_2041', amount_cents: 1_999, reason: 'The lamp arrived late' };

it('adds the amount to the gift card, and takes it back on undo', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, args)).toBeNull();
    expect(await tools.summary(TOOL, args)).toBe('Credit $19.99 to the gift card of Mia Chen — The lamp arrived late');
    const images = await tools.preview(TOOL, args);
    const balance = (dollars: number) => ({
      users: { mia_chen_2041: { payment_methods: { gift_card_2041001: { balance: dollars } } } },
    });
    expect(images.before).toMatchObject(balance(40));
    expect(images.after).toMatchObject(balance(59.99));
    expect(await tools.revert(TOOL, { args, ...images })).toMatchObject({ balance: 40 });
  }));

it('is not taken back when it was spent', () =>
  withTools(async (tools) => {
    const images = await tools.preview(TOOL, args);
    await tools.transaction.query(sql`update store.users set document =
      jsonb_set(document::jsonb, '{payment_methods,gift_card_2041001,balance}', '19.98')::json where user_id = 'mia_chen_2041'`);
    await expect(tools.revert(TOOL, { args, ...images })).rejects.toThrow('spent since; nothing was taken back');
  }));

it('goes to the first card by id when there are several', () =>
  withTools(async (tools) => {
    await tools.transaction
      .query(sql`update store.users set document = jsonb_set(document::jsonb, '{payment_methods,gift_card_1}',
      '{"id": "gift_card_1", "source": "gift_card", "balance": 0.1}')::json where user_id = 'mia_chen_2041'`);
    expect(await tools.execute(TOOL, { ...args, amount_cents: 20 })).toEqual({
      user_id: 'mia_chen_2041',
      payment_method_id: 'gift_card_1',
      amount_cents: 20,
      balance: 0.3,
    });
  }));

it('refuses a customer without a gift card, and says what to do', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, { ...args, user_id: 'leo_okafor_3310' })).toEqual({
      message: 'the customer has no gift card to credit',
      hint: 'Store credit needs a gift card. Hand over to a person, who can open one.',
      pointer: '/user_id',
    });
  }));
