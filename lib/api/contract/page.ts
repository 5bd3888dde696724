import { z } from 'zod';

/** What every list takes: how many items (1 to 100) and the cursor the page before gave. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().optional() };

/** What a list takes that is given whole unless a limit is asked for. */
export const shortListQuery = { limit: pageQuery.limit.unwrap().optional(), cursor: pageQuery.cursor };
export const listShortQuery = z.strictObject(shortListQuery);
export type ListShortInput = z.infer<typeof listShortQuery>;

/** One page of a list; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
