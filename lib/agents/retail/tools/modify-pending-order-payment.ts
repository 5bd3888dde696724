import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { ToolError } from '@/lib/domain/tool';
import { orderId, paymentMethodId } from '../tool-parts/arguments';
import { dollarText } from '../tool-parts/money';
import { requireStatus } from '../tool-parts/order-items';
import { orderWrite, type ChangedRecords } from '../tool-parts/order-write';
import {
  isGiftCard,
  paidByGiftCard,
  requireBalance,
  requirePaymentMethod,
  withBalanceMoved,
} from '../tool-parts/payment-methods';
import { methodText, orderOf } from '../tool-parts/sentences';
import { orderRecord, type Order, type Payment, type StoreUser } from '../store/records';
import { readStore, type StoreReader } from '../store/store-reader';

const input = z.object({ order_id: orderId, payment_method_id: paymentMethodId });
type Input = z.infer<typeof input>;

/** The whole amount is charged to the new method and refunded to the old one. */
async function change({ order_id, payment_method_id }: Input, store: StoreReader): Promise<ChangedRecords> {
  const order = await store.order(order_id);
  requireStatus(order, 'pending', 'non-pending order cannot be modified');
  const user = await store.user(order.user_id);
  const method = requirePaymentMethod(user, payment_method_id);
  const { amount, payment_method_id: oldMethodId } = requireSinglePayment(order);
  if (oldMethodId === payment_method_id) {
    throw new ToolError({
      message: 'the new payment method should be different from the current one',
      hint: 'The order is paid that way already. Ask which other payment method the customer wants.',
      pointer: '/payment_method_id',
    });
  }
  requireBalance(method, amount, 'insufficient gift card balance to pay for the order');
  const payment_history = [
    ...order.payment_history,
    { transaction_type: 'payment', amount, payment_method_id },
    { transaction_type: 'refund', amount, payment_method_id: oldMethodId },
  ];
  const charged = isGiftCard(payment_method_id) ? withBalanceMoved(user, payment_method_id, -amount) : user;
  const refunded = isGiftCard(oldMethodId) ? withBalanceMoved(charged, oldMethodId, amount) : charged;
  return { order: { ...order, payment_history }, ...unlessSame(refunded, user) };
}

function unlessSame(changed: StoreUser, user: StoreUser): { user?: StoreUser } {
  return changed === user ? {} : { user: changed };
}

function requireSinglePayment(order: Order): Payment {
  const [payment, ...more] = order.payment_history;
  if (payment?.transaction_type === 'payment' && more.length === 0) return payment;
  throw new ToolError({
    message: 'there should be exactly one payment for a pending order',
    hint: 'The payment of this order was changed before; hand over to a person if the customer needs it changed again.',
    pointer: '/order_id',
  });
}

export const modifyPendingOrderPayment = defineTool({
  name: 'modify_pending_order_payment',
  description:
    'Moves the whole payment of a pending order to another payment method of the same customer. ' +
    'Works once an order. A gift card must hold the full amount. Not for splitting a payment and not after shipping.',
  input,
  output: orderRecord,
  reversibility: 'compensable',
  delivery: 'transactional',
  ...orderWrite({
    change,
    movesBalance: ({ payment_method_id }: Input, order) => isGiftCard(payment_method_id) || paidByGiftCard(order),
  }),
  async summary({ order_id, payment_method_id }, { transaction }) {
    const store = readStore(transaction);
    const order = await store.order(order_id);
    const user = await store.user(order.user_id);
    const { amount, payment_method_id: oldMethodId } = requireSinglePayment(order);
    const [from, to] = [oldMethodId, payment_method_id].map((id) => methodText(requirePaymentMethod(user, id)));
    return `Charge ${orderOf(order, user)} (${dollarText(amount)}) to ${to} instead of ${from}`;
  },
  effectKey: ({ order_id }) => `modify-payment:${order_id}`,
  repair: 'Charge the first payment method again and refund the second; both lines stay in the payment history.',
  onFailure: 'tell_model',
});
