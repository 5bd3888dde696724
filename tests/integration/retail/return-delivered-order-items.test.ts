import { expect, it } from 'vitest';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const TOOL = 'return_delivered_order_items';
const PAN = '7204600138';
const LAMP = '7203100093';
const args = { order_id: '#W1000002', item_ids: [PAN, LAMP], payment_method_id: 'paypal_2041003' };

it('requests the return and closes the order to another', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, args)).toBeNull();
    expect(await tools.summary(TOOL, args)).toBe(
      'Return 2 items of order #W1000002 of Mia Chen: Cast Iron Pan, Reading Lamp — $122.00 back to PayPal',
    );
    const { after } = await tools.preview(TOOL, args);
    const order = { status: 'return requested', return_items: [LAMP, PAN], return_payment_method_id: 'paypal_2041003' };
    expect(after).toMatchObject({ orders: { '#W1000002': order } });
    expect(await tools.refusal(TOOL, args)).toMatchObject({ message: 'non-delivered order cannot be returned' });
  }));

it.each([
  [
    { payment_method_id: 'credit_card_2041002' },
    'payment method should be either the original payment method or a gift card',
  ],
  [{ payment_method_id: 'paypal_1' }, 'payment method not found'],
  [{ item_ids: [PAN, PAN] }, 'some item not found'],
  [{ order_id: '#W1000001' }, 'non-delivered order cannot be returned'],
])('refuses %o', (change, message) =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, { ...args, ...change })).toMatchObject({ message });
  }),
);

it('may refund to a gift card instead', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, { ...args, payment_method_id: 'gift_card_2041001' })).toBeNull();
  }));
