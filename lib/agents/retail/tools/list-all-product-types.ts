import { z } from 'zod';
import { sql } from '@/lib/domain/sql';
import { defineTool } from '@/lib/tools/define-tool';
import { reading } from '../tool-parts/read-tool';
import { anyone } from '../tool-parts/scope';

export const listAllProductTypes = defineTool({
  name: 'list_all_product_types',
  description:
    'Lists every product of the store by name with its product id. Use it to find a product; its variants and prices are in get_product_details.',
  input: z.object({}),
  output: z.record(z.string(), z.string()),
  scope: anyone,
  cacheSeconds: 60,
  reads: () => '/products',
  ...reading(async (_args: Record<string, never>, { transaction }) => {
    const products = await transaction.query<{ name: string; productId: string }>(sql`
      select document ->> 'name' as name, product_id from store.products order by 1, 2`);
    return Object.fromEntries(products.map(({ name, productId }) => [name, productId]));
  }),
});
