import { ToolError } from '@/lib/domain/tool';
import type { Order, OrderItem, Variant } from '../store/records';
import type { StoreReader } from '../store/store-reader';

/** Throws ToolError unless the order is in the status the tool works on. */
export function requireStatus(order: Order, status: 'pending' | 'delivered', message: string): void {
  if (order.status === status) return;
  throw new ToolError({
    message,
    hint: `The order is "${order.status}"; this works on ${status} orders only. Tell the customer, or hand over to a person.`,
    pointer: '/order_id',
  });
}

/** Throws ToolError when an item is listed more often than the order holds it. */
export function requireItems(order: Order, itemIds: readonly string[], message: (itemId: string) => string): void {
  const held = order.items.map((item) => item.item_id);
  const excess = itemIds.find((itemId) => count(itemIds, itemId) > count(held, itemId));
  if (excess === undefined) return;
  throw new ToolError({
    message: message(excess),
    hint: `The order holds ${held.join(', ')}. List each of its items at most as often as it holds it.`,
    pointer: '/item_ids',
  });
}

function count(ids: readonly string[], wanted: string): number {
  return ids.filter((id) => id === wanted).length;
}

/** Throws ToolError unless every old item has its new one. */
export function requirePairs(itemIds: readonly string[], newItemIds: readonly string[]): void {
  if (itemIds.length === newItemIds.length) return;
  throw new ToolError({
    message: 'the number of items to be exchanged should match',
    hint: 'Give one new item id for every item id, in the same order.',
    pointer: '/new_item_ids',
  });
}

/** One swap: the order's item and the variant that replaces it. */
export interface Swap {
  itemId: string;
  variant: Variant;
}

export interface Swaps {
  swaps: Swap[];
  /** New prices less old ones in dollars: positive is for the customer to pay. */
  priceDifference: number;
}

/**
 * Pairs items with their replacements. Throws ToolError when a new item is not a variant of the same product or not
 * available. The difference is summed pair by pair and left unrounded: the recorded tools round it for an exchange only.
 */
export async function pairItems(
  order: Order,
  itemIds: readonly string[],
  newItemIds: readonly string[],
  store: StoreReader,
): Promise<Swaps> {
  const swaps: Swap[] = [];
  let difference = 0;
  for (const [index, itemId] of itemIds.entries()) {
    const item = itemOf(order.items, itemId);
    const variant = await availableVariant(item, newItemIds[index] ?? '', store);
    swaps.push({ itemId, variant });
    difference += variant.price - item.price;
  }
  return { swaps, priceDifference: difference };
}

async function availableVariant(item: OrderItem, newItemId: string, store: StoreReader): Promise<Variant> {
  const product = await store.product(item.product_id);
  const variant = product.variants[newItemId];
  if (variant?.available) return variant;
  throw new ToolError({
    message: `new item ${newItemId} not found or available`,
    hint: `Choose an available variant of ${product.name} from get_product_details of product ${item.product_id}.`,
    pointer: '/new_item_ids',
  });
}

/** The items after the swaps, each of which takes the first item that still has the old id. */
export function withItemsSwapped(items: readonly OrderItem[], swaps: readonly Swap[]): OrderItem[] {
  const result = items.map((item) => ({ ...item }));
  for (const { itemId, variant } of swaps) {
    const { item_id, price, options } = variant;
    Object.assign(itemOf(result, itemId), { item_id, price, options });
  }
  return result;
}

/** The first item of that id. Callers have checked that the order holds it. */
export function itemOf(items: readonly OrderItem[], itemId: string): OrderItem {
  const item = items.find((candidate) => candidate.item_id === itemId);
  if (!item) throw new Error(`No item ${itemId} in this order.`);
  return item;
}
