import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { orderId, paymentMethodId } from '../tool-parts/arguments';
import { pairItems, requireItems, requirePairs, requireStatus, withItemsSwapped } from '../tool-parts/order-items';
import { orderWrite, type ChangedRecords } from '../tool-parts/order-write';
import { isGiftCard, requireBalance, requirePaymentMethod, withBalanceMoved } from '../tool-parts/payment-methods';
import { swapSummary } from '../tool-parts/swap-summary';
import { orderRecord } from '../store/records';
import { readStore, type StoreReader } from '../store/store-reader';

const input = z.object({
  order_id: orderId,
  item_ids: z.array(z.string()).describe('The items to replace, by item id; an id may stand there more than once.'),
  new_item_ids: z
    .array(z.string())
    .describe('The items to put in their place, in the same order, each a variant of the same product.'),
  payment_method_id: paymentMethodId,
});
type Input = z.infer<typeof input>;

/** The difference is settled at once, and the new status keeps the order from being modified again. */
async function change(args: Input, store: StoreReader): Promise<ChangedRecords> {
  const { order_id, item_ids, new_item_ids, payment_method_id } = args;
  const order = await store.order(order_id);
  requireStatus(order, 'pending', 'non-pending order cannot be modified');
  requireItems(order, item_ids, (itemId) => `${itemId} not found`);
  requirePairs(item_ids, new_item_ids);
  const { swaps, priceDifference } = await pairItems(order, item_ids, new_item_ids, store);
  const user = await store.user(order.user_id);
  const method = requirePaymentMethod(user, payment_method_id);
  requireBalance(method, priceDifference, 'insufficient gift card balance to pay for the new item');
  const settlement = {
    transaction_type: priceDifference > 0 ? 'payment' : 'refund',
    amount: Math.abs(priceDifference),
    payment_method_id,
  };
  const modified = {
    ...order,
    status: 'pending (item modified)',
    items: withItemsSwapped(order.items, swaps),
    payment_history: [...order.payment_history, settlement],
  };
  if (!isGiftCard(payment_method_id)) return { order: modified };
  return { order: modified, user: withBalanceMoved(user, payment_method_id, -priceDifference) };
}

export const modifyPendingOrderItems = defineTool({
  name: 'modify_pending_order_items',
  description:
    'Replaces items of a pending order by other variants of the same products; the customer pays or gets back the difference at once. ' +
    'Works once an order, which then can be neither modified nor cancelled, so gather all items first. Not for delivered orders.',
  input,
  output: orderRecord,
  reversibility: 'irreversible',
  delivery: 'transactional',
  ...orderWrite({ change, movesBalance: ({ payment_method_id }) => isGiftCard(payment_method_id) }),
  summary: (args, { transaction }) => swapSummary('Replace', args, readStore(transaction)),
  effectKey: ({ order_id }) => `modify-items:${order_id}`,
  repair:
    'Change the items back in the order system before it ships, and settle the price difference the other way round.',
  onFailure: 'tell_model',
});
