import { z } from 'zod';
import { ToolError } from '@/lib/domain/tool';
import { defineTool } from '@/lib/tools/define-tool';
import { orderId, paymentMethodId } from '../tool-parts/arguments';
import { centsOf, dollarText, sumToCents } from '../tool-parts/money';
import { itemOf, requireItems, requireStatus } from '../tool-parts/order-items';
import { orderWrite, type ChangedRecords } from '../tool-parts/order-write';
import { isGiftCard, requirePaymentMethod } from '../tool-parts/payment-methods';
import { countOf, methodText, orderOf } from '../tool-parts/sentences';
import { orderRecord } from '../store/records';
import { readStore, type StoreReader } from '../store/store-reader';

const input = z.object({
  order_id: orderId,
  item_ids: z.array(z.string()).describe('The items to send back, by item id; an id may stand there more than once.'),
  payment_method_id: paymentMethodId,
});
type Input = z.infer<typeof input>;

/** The return is only requested: the refund follows when the parcel is back. */
async function change({ order_id, item_ids, payment_method_id }: Input, store: StoreReader): Promise<ChangedRecords> {
  const order = await store.order(order_id);
  requireStatus(order, 'delivered', 'non-delivered order cannot be returned');
  requirePaymentMethod(await store.user(order.user_id), payment_method_id);
  const original = order.payment_history[0]?.payment_method_id;
  if (!isGiftCard(payment_method_id) && payment_method_id !== original) {
    throw new ToolError({
      message: 'payment method should be either the original payment method or a gift card',
      hint: `Refund to ${original ?? 'a gift card'} or to a gift card of the customer.`,
      pointer: '/payment_method_id',
    });
  }
  requireItems(order, item_ids, () => 'some item not found');
  const requested = {
    ...order,
    status: 'return requested',
    return_items: item_ids.toSorted(),
    return_payment_method_id: payment_method_id,
  };
  return { order: requested };
}

export const returnDeliveredOrderItems = defineTool({
  name: 'return_delivered_order_items',
  description:
    'Requests the return of delivered items, refunded to the original payment method or a gift card; the store mails the customer how to send them. ' +
    'An order allows one return or exchange, so gather all items first. Not for pending orders (cancel_pending_order).',
  input,
  output: orderRecord,
  reversibility: 'irreversible',
  delivery: 'transactional',
  ...orderWrite({
    change,
    movesBalance: () => false,
    tell({ item_ids }, { order }, event) {
      const prices = item_ids.map((itemId) => itemOf(order.items, itemId).price);
      event('refund_offered', { items: item_ids.length, refund_cents: centsOf(prices) });
    },
  }),
  async summary({ order_id, item_ids, payment_method_id }, { transaction }) {
    const store = readStore(transaction);
    const order = await store.order(order_id);
    const user = await store.user(order.user_id);
    const items = item_ids.map((itemId) => itemOf(order.items, itemId));
    const refund = dollarText(sumToCents(items.map((item) => item.price)));
    const method = methodText(requirePaymentMethod(user, payment_method_id));
    const names = items.map((item) => item.name).join(', ');
    return `Return ${countOf(items.length)} of ${orderOf(order, user)}: ${names} — ${refund} back to ${method}`;
  },
  effectKey: ({ order_id }) => `return-or-exchange:${order_id}`,
  repair: 'Call off the return with the warehouse before the parcel arrives, and set the order back to delivered.',
  onFailure: 'tell_model',
});
