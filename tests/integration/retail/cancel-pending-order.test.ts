import { expect, it } from 'vitest';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const cancel = { order_id: '#W1000001', reason: 'no longer needed' };

it('cancels, refunds the way it was paid, and says so in one sentence', () =>
  withTools(async (tools) => {
    expect(await tools.refusal('cancel_pending_order', cancel)).toBeNull();
    expect(await tools.summary('cancel_pending_order', cancel)).toBe(
      'Cancel order #W1000001 of Mia Chen (2 items, $133.00) — no longer needed',
    );
    const { before, after } = await tools.preview('cancel_pending_order', cancel);
    const payment = { amount: 133, payment_method_id: 'credit_card_2041002' };
    expect(before).toMatchObject({ orders: { '#W1000001': { status: 'pending' } } });
    expect(after).toMatchObject({
      orders: {
        '#W1000001': {
          status: 'cancelled',
          cancel_reason: 'no longer needed',
          payment_history: [
            { ...payment, transaction_type: 'payment' },
            { ...payment, transaction_type: 'refund' },
          ],
        },
      },
    });
    expect(after).not.toHaveProperty('users');
  }));

it('puts a gift card payment back on the card at once', () =>
  withTools(async (tools) => {
    const { before, after } = await tools.preview('cancel_pending_order', { ...cancel, order_id: '#W1000007' });
    const balance = (dollars: number) => ({
      users: { mia_chen_2041: { payment_methods: { gift_card_2041001: { balance: dollars } } } },
    });
    expect(before).toMatchObject(balance(40));
    expect(after).toMatchObject(balance(130.25));
  }));

it('refuses an order that is not pending, before and in execution', () =>
  withTools(async (tools) => {
    const late = { ...cancel, order_id: '#W1000002' };
    expect(await tools.refusal('cancel_pending_order', late)).toEqual({
      message: 'non-pending order cannot be cancelled',
      hint: 'The order is "delivered"; this works on pending orders only. Tell the customer, or hand over to a person.',
      pointer: '/order_id',
    });
    await expect(tools.execute('cancel_pending_order', late)).rejects.toThrow('non-pending order cannot be cancelled');
  }));
