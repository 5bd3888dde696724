import type { Product, Variant } from '@/lib/agents/retail/store/records';
import type { Random } from './random';
import { productWords, type ProductWords } from './words';

const FIRST_PRODUCT_ID = 4_100_000_000;
const FIRST_ITEM_ID = 7_200_000_000;
const PRODUCT_STEP = 1_017;
const ITEM_STEP = 100_003;

/** The demo's products, their prices around the listed one and about one variant in six out of stock. */
export function makeProducts(random: Random): Product[] {
  let nextItemId = FIRST_ITEM_ID;
  return productWords.map((words, index) => {
    const variants = combinations(words.options).map((options, position): Variant => {
      nextItemId += ITEM_STEP;
      return {
        item_id: String(nextItemId),
        options,
        // The first variant is always there, so that every product can be exchanged for something.
        available: position === 0 || random.between(1, 6) > 1,
        price: priceOf(words, random),
      };
    });
    return {
      name: words.name,
      product_id: String(FIRST_PRODUCT_ID + index * PRODUCT_STEP),
      variants: Object.fromEntries(variants.map((variant) => [variant.item_id, variant])),
    };
  });
}

function priceOf({ cents }: ProductWords, random: Random): number {
  return (cents + random.between(-4, 8) * 25) / 100;
}

function combinations(options: Record<string, readonly string[]>): Record<string, string>[] {
  return Object.entries(options).reduce<Record<string, string>[]>(
    (made, [name, values]) => made.flatMap((rest) => values.map((value) => ({ ...rest, [name]: value }))),
    [{}],
  );
}
