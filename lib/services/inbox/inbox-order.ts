import { z } from 'zod';
import type { InboxItemStatus } from '@/lib/domain/inbox-item';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import { exactTime, keyId, keyTime, readCursor } from '../keyset';

/** As the index `inbox_item_order_idx` has them. */
const dueMinute = sql`date_trunc('minute', coalesce(i.expires_at, 'infinity'::timestamptz) at time zone 'UTC')`;
const classRank = sql`
  (case i.reversibility when 'irreversible' then 0 when 'compensable' then 1 when 'reversible' then 2 else 3 end)`;

const pendingKey = z.tuple([
  z.string().regex(/^(infinity|\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d)$/),
  z.string().regex(/^[0-3]$/),
  keyTime,
  keyId,
]);
const closedKey = z.tuple([keyTime, keyTime, keyId]);

interface Order {
  by: SqlStatement;
  /** The sort key of a row, as a list of texts. */
  key: SqlStatement;
  /** True of the rows that come after the cursor. */
  after: SqlStatement;
}

/**
 * What waits is sorted by deadline to the minute (none last), then by how little can be undone, then age; what is over
 * by when it ended, latest first.
 */
export function inboxOrder(status: InboxItemStatus, cursor: string | undefined): Order {
  const [created, closed] = [exactTime('i.created_at'), exactTime('i.closed_at')];
  if (status === 'closed') {
    return {
      by: sql`i.closed_at desc, i.created_at desc, i.id desc`,
      key: sql`array[${closed}, ${created}, i.id]`,
      after: beforeEnd(readCursor(closedKey, cursor)),
    };
  }
  return {
    by: sql`${dueMinute}, ${classRank}, i.created_at, i.id`,
    key: sql`array[${dueMinute}::text, ${classRank}::text, ${created}, i.id]`,
    after: afterDeadline(readCursor(pendingKey, cursor)),
  };
}

function afterDeadline(last: z.infer<typeof pendingKey> | null): SqlStatement {
  if (!last) return sql`true`;
  const [minute, rank, createdAt, id] = last;
  return sql`(${dueMinute}, ${classRank}, i.created_at, i.id)
    > (${minute}::timestamp, ${rank}::int, ${createdAt}::timestamptz, ${id})`;
}

function beforeEnd(last: z.infer<typeof closedKey> | null): SqlStatement {
  if (!last) return sql`true`;
  const [closedAt, createdAt, id] = last;
  return sql`(i.closed_at, i.created_at, i.id) < (${closedAt}::timestamptz, ${createdAt}::timestamptz, ${id})`;
}
