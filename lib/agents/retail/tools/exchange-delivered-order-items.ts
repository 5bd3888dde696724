import { z } from 'zod';
import { defineTool } from '@/lib/tools/define-tool';
import { orderId, paymentMethodId } from '../tool-parts/arguments';
import { roundToCents } from '../tool-parts/money';
import { pairItems, requireItems, requirePairs, requireStatus } from '../tool-parts/order-items';
import { orderWrite, type ChangedRecords } from '../tool-parts/order-write';
import { requireBalance, requirePaymentMethod } from '../tool-parts/payment-methods';
import { orderRecord } from '../store/records';
import { readStore, type StoreReader } from '../store/store-reader';
import { swapSummary } from '../tool-parts/swap-summary';

const input = z.object({
  order_id: orderId,
  item_ids: z.array(z.string()).describe('The items to give back, by item id; an id may stand there more than once.'),
  new_item_ids: z
    .array(z.string())
    .describe('The items to get instead, in the same order, each a variant of the same product.'),
  payment_method_id: paymentMethodId,
});
type Input = z.infer<typeof input>;

/** The exchange is only requested: items and balances move later, when the parcel is back. */
async function change(args: Input, store: StoreReader): Promise<ChangedRecords> {
  const { order_id, item_ids, new_item_ids, payment_method_id } = args;
  const order = await store.order(order_id);
  requireStatus(order, 'delivered', 'non-delivered order cannot be exchanged');
  requireItems(order, item_ids, (itemId) => `${itemId} not found`);
  requirePairs(item_ids, new_item_ids);
  const pairs = await pairItems(order, item_ids, new_item_ids, store);
  const priceDifference = roundToCents(pairs.priceDifference);
  const method = requirePaymentMethod(await store.user(order.user_id), payment_method_id);
  requireBalance(method, priceDifference, 'insufficient gift card balance to pay for the price difference');
  const requested = {
    ...order,
    status: 'exchange requested',
    exchange_items: item_ids.toSorted(),
    exchange_new_items: new_item_ids.toSorted(),
    exchange_payment_method_id: payment_method_id,
    exchange_price_difference: priceDifference,
  };
  return { order: requested };
}

export const exchangeDeliveredOrderItems = defineTool({
  name: 'exchange_delivered_order_items',
  description:
    'Requests the exchange of delivered items for other variants of the same products; the customer pays or gets back the difference. ' +
    'An order allows one exchange or return, so gather all items first. Not for pending orders (modify_pending_order_items).',
  input,
  output: orderRecord,
  reversibility: 'irreversible',
  delivery: 'transactional',
  ...orderWrite({ change, movesBalance: () => false }),
  summary: (args, { transaction }) => swapSummary('Exchange', args, readStore(transaction)),
  effectKey: ({ order_id }) => `return-or-exchange:${order_id}`,
  repair: 'Call off the exchange with the warehouse before the parcel arrives, and set the order back to delivered.',
  onFailure: 'tell_model',
});
