import { z } from 'zod';
import type { ListShortInput, Page } from '@/lib/api/contract/page';
import { CountersignError } from '@/lib/domain/errors';
import type { SqlStatement } from '@/lib/domain/sql';

/** The sort key of the last item seen; moments are text, because a Date would lose microseconds. */
export type Key = (string | null)[];

/** Selects a column's moment exactly, as text. */
export function exactTime(column: string): SqlStatement {
  return { text: `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, values: [] };
}

export const keyTime = z.iso.datetime();
export const keyId = z.string().min(1).max(200);

/** Opens a cursor. Throws `invalid_fields` when it is none of this list's. */
export function readCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string | undefined,
): z.output<Schema> | null {
  if (cursor === undefined) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    const fault = { pointer: '?cursor', message: 'This is not a cursor this list gave.' };
    throw new CountersignError('invalid_fields', 'The cursor is wrong. Start again without one.', { errors: [fault] });
  }
}

/** Makes a page of rows that were asked for with one more than `limit`. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Key,
  viewOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const nextCursor = last ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null;
  return { items: shown.map(viewOf), nextCursor };
}

const place = z.tuple([z.string().min(1).max(1000), z.string().regex(/^\d{1,9}$/)]);

/**
 * A page of a list that is short enough to be read whole; all of it when no limit is asked for. It goes on after the item
 * the cursor names, or where that stood when it is gone. Throws `invalid_fields` for a bad cursor.
 */
export function shortPage<Item>(
  items: readonly Item[],
  { limit = items.length, cursor }: ListShortInput,
  idOf: (item: Item) => string,
): Page<Item> {
  const after = readCursor(place, cursor);
  const known = after === null ? -1 : items.findIndex((item) => idOf(item) === after[0]);
  const start = known < 0 ? Number(after?.[1] ?? 0) : known + 1;
  return toPage(
    items.slice(start),
    limit,
    (last) => [idOf(last), String(start + limit - 1)],
    (item) => item,
  );
}
