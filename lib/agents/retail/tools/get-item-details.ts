import { z } from 'zod';
import { sql } from '@/lib/domain/sql';
import { ToolError } from '@/lib/domain/tool';
import { defineTool } from '@/lib/tools/define-tool';
import { reading } from '../tool-parts/read-tool';
import { anyone } from '../tool-parts/scope';
import { variantRecord, type Variant } from '../store/records';

const input = z.object({
  item_id: z.string().describe("The item's id, such as '6086499569'; product ids are different ones."),
});

export const getItemDetails = defineTool({
  name: 'get_item_details',
  description:
    'Shows one item (a variant of a product): its options, price and whether it is available. ' +
    'For all variants of a product use get_product_details.',
  input,
  output: variantRecord,
  scope: anyone,
  ...reading(async ({ item_id }: z.infer<typeof input>, { transaction }) => {
    const [found] = await transaction.query<{ variant: Variant }>(sql`
      select document -> 'variants' -> ${item_id}::text as variant from store.products
      where document -> 'variants' -> ${item_id}::text is not null order by product_id collate "C" limit 1`);
    if (found) return found.variant;
    throw new ToolError({
      message: 'item not found',
      hint: 'Give an item id, not a product id: get_order_details and get_product_details list them.',
      pointer: '/item_id',
    });
  }),
});
