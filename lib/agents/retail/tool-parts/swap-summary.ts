import type { StoreReader } from '../store/store-reader';
import { itemOf, pairItems } from './order-items';
import { requirePaymentMethod } from './payment-methods';
import { countOf, differenceText, orderOf, variantText } from './sentences';

interface SwapArguments {
  order_id: string;
  item_ids: string[];
  new_item_ids: string[];
  payment_method_id: string;
}

/** The reviewer's sentence for items that give way to other variants: what for what, and who pays how much. */
export async function swapSummary(verb: string, args: SwapArguments, store: StoreReader): Promise<string> {
  const order = await store.order(args.order_id);
  const user = await store.user(order.user_id);
  const { swaps, priceDifference } = await pairItems(order, args.item_ids, args.new_item_ids, store);
  const pairs = swaps.map(({ itemId, variant }) => {
    const { name, options } = itemOf(order.items, itemId);
    return `${variantText(name, options)} for ${variantText(name, variant.options)}`;
  });
  const method = requirePaymentMethod(user, args.payment_method_id);
  const price = differenceText(priceDifference, method);
  return `${verb} ${countOf(swaps.length)} of ${orderOf(order, user)}: ${pairs.join('; ')} — ${price}`;
}
