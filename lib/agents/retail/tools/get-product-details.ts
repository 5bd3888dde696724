import { z } from 'zod';
import { pointerOf } from '@/lib/domain/json-pointer';
import { defineTool } from '@/lib/tools/define-tool';
import { reading } from '../tool-parts/read-tool';
import { anyone } from '../tool-parts/scope';
import { productRecord } from '../store/records';
import { readStore } from '../store/store-reader';

const input = z.object({
  product_id: z.string().describe("The product's id, such as '6086499569'; item ids are different ones."),
});

export const getProductDetails = defineTool({
  name: 'get_product_details',
  description:
    'Shows a product with all its variants: options, price and whether each is available. Use it to find replacements for ' +
    'an item; list_all_product_types gives the product ids. For a single item use get_item_details.',
  input,
  output: productRecord,
  scope: anyone,
  cacheSeconds: 60,
  reads: ({ product_id }) => pointerOf(['products', product_id]),
  ...reading(({ product_id }: z.infer<typeof input>, { transaction }) => readStore(transaction).product(product_id)),
});
