import { expect, it } from 'vitest';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const TOOL = 'modify_pending_order_payment';
const toPaypal = { order_id: '#W1000007', payment_method_id: 'paypal_2041003' };

it('charges the new method, refunds the old one, and works once', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, toPaypal)).toBeNull();
    expect(await tools.summary(TOOL, toPaypal)).toBe(
      'Charge order #W1000007 of Mia Chen ($90.25) to PayPal instead of gift card 2041001',
    );
    const { after } = await tools.preview(TOOL, toPaypal);
    expect(after).toMatchObject({
      orders: {
        '#W1000007': {
          status: 'pending',
          payment_history: [
            { transaction_type: 'payment', payment_method_id: 'gift_card_2041001' },
            { transaction_type: 'payment', amount: 90.25, payment_method_id: 'paypal_2041003' },
            { transaction_type: 'refund', amount: 90.25, payment_method_id: 'gift_card_2041001' },
          ],
        },
      },
      users: { mia_chen_2041: { payment_methods: { gift_card_2041001: { balance: 130.25 } } } },
    });
    const again = await tools.refusal(TOOL, { ...toPaypal, payment_method_id: 'credit_card_2041002' });
    expect(again).toMatchObject({ message: 'there should be exactly one payment for a pending order' });
  }));

it.each([
  [{ payment_method_id: 'gift_card_2041001' }, 'the new payment method should be different from the current one'],
  [{ payment_method_id: 'gift_card_1' }, 'payment method not found'],
  [
    { order_id: '#W1000001', payment_method_id: 'gift_card_2041001' },
    'insufficient gift card balance to pay for the order',
  ],
  [{ order_id: '#W1000004' }, 'non-pending order cannot be modified'],
])('refuses %o', (change, message) =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, { ...toPaypal, ...change })).toMatchObject({ message });
  }),
);
