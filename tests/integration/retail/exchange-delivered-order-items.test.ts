import { expect, it } from 'vitest';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const TOOL = 'exchange_delivered_order_items';
const args = {
  order_id: '#W1000002',
  item_ids: ['7204600138'],
  new_item_ids: ['7204700141'],
  payment_method_id: 'credit_card_2041002',
};

it('requests the exchange with its price difference and moves nothing yet', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, args)).toBeNull();
    expect(await tools.summary(TOOL, args)).toBe(
      'Exchange 1 item of order #W1000002 of Mia Chen: Cast Iron Pan (diameter 20 cm) for Cast Iron Pan (diameter 24 cm) — $2.75 more, paid by visa card ending 4242',
    );
    const { before, after } = await tools.preview(TOOL, args);
    const { items, payment_history } = (before as { orders: Record<string, object> }).orders['#W1000002'] as {
      items: object[];
      payment_history: object[];
    };
    expect(after).toMatchObject({
      orders: {
        '#W1000002': {
          status: 'exchange requested',
          exchange_items: ['7204600138'],
          exchange_new_items: ['7204700141'],
          exchange_payment_method_id: 'credit_card_2041002',
          exchange_price_difference: 2.75,
          items,
          payment_history,
        },
      },
    });
  }));

it.each([
  [{ new_item_ids: ['7203300099'] }, 'new item 7203300099 not found or available'],
  [{ item_ids: ['7203300099'] }, '7203300099 not found'],
  [{ order_id: '#W1000001' }, 'non-delivered order cannot be exchanged'],
])('refuses %o', (change, message) =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, { ...args, ...change })).toMatchObject({ message });
  }),
);
