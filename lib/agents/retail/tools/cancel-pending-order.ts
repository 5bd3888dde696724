import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { orderId } from '../tool-parts/arguments';
import { centsOf } from '../tool-parts/money';
import { requireStatus } from '../tool-parts/order-items';
import { orderWrite, type ChangedRecords } from '../tool-parts/order-write';
import { isGiftCard, paidByGiftCard, withBalanceMoved } from '../tool-parts/payment-methods';
import { orderOf, sizeOf } from '../tool-parts/sentences';
import { orderRecord } from '../store/records';
import { readStore, type StoreReader } from '../store/store-reader';

const input = z.object({
  order_id: orderId,
  reason: z
    .enum(['no longer needed', 'ordered by mistake'])
    .describe("The customer's reason; the store knows these two."),
});
type Input = z.infer<typeof input>;

/** Every payment is refunded the way it was made; gift cards get theirs at once. */
async function change({ order_id, reason }: Input, store: StoreReader): Promise<ChangedRecords> {
  const order = await store.order(order_id);
  requireStatus(order, 'pending', 'non-pending order cannot be cancelled');
  const refunds = order.payment_history.map(({ amount, payment_method_id }) => ({
    transaction_type: 'refund',
    amount,
    payment_method_id,
  }));
  const payment_history = [...order.payment_history, ...refunds];
  const cancelled = { ...order, status: 'cancelled', cancel_reason: reason, payment_history };
  if (!paidByGiftCard(order)) return { order: cancelled };
  let user = await store.user(order.user_id);
  for (const { amount, payment_method_id } of refunds) {
    if (isGiftCard(payment_method_id)) user = withBalanceMoved(user, payment_method_id, amount);
  }
  return { order: cancelled, user };
}

export const cancelPendingOrder = defineTool({
  name: 'cancel_pending_order',
  description:
    'Cancels a whole order that is still pending and refunds it: at once to a gift card, within 5 to 7 business days otherwise. ' +
    'Not for processed or delivered orders and not for single items. Use it once the customer has confirmed the order and the reason.',
  input,
  output: orderRecord,
  reversibility: 'irreversible',
  delivery: 'transactional',
  ...orderWrite({
    change,
    movesBalance: (_args, order) => paidByGiftCard(order),
    tell({ reason }, { order }, event) {
      const refunds = order.payment_history.filter(({ transaction_type }) => transaction_type === 'refund');
      event('order_cancelled', { reason, refund_cents: centsOf(refunds.map(({ amount }) => amount)) });
    },
  }),
  async summary({ order_id, reason }, { transaction }) {
    const store = readStore(transaction);
    const order = await store.order(order_id);
    const user = await store.user(order.user_id);
    return `Cancel ${orderOf(order, user)} (${sizeOf(order)}) — ${reason}`;
  },
  effectKey: ({ order_id }) => `cancel:${order_id}`,
  repair:
    'Place the same order anew for the customer at the old prices and charge the payment methods that were refunded.',
  onFailure: 'tell_model',
});
