import { z } from 'zod';
import type { InboxItemStatus } from '@/lib/domain/inbox-item';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import { keyId, keyTime, readCursor } from '../keyset';

const key = z.tuple([keyTime.nullable(), keyTime, keyId]);

interface Order {
  by: SqlStatement;
  /** True of the rows that come after the cursor. */
  after: SqlStatement;
}

/** What waits is sorted by deadline (none last), then age; what is over by when it ended, latest first. */
export function inboxOrder(status: InboxItemStatus, cursor: string | undefined): Order {
  const last = readCursor(key, cursor);
  return status === 'pending'
    ? { by: sql`i.expires_at, i.created_at, i.id`, after: afterDeadline(last) }
    : { by: sql`i.closed_at desc, i.created_at desc, i.id desc`, after: beforeEnd(last) };
}

function afterDeadline(last: z.infer<typeof key> | null): SqlStatement {
  if (!last) return sql`true`;
  const [expiresAt, createdAt, id] = last;
  if (expiresAt === null) {
    return sql`i.expires_at is null and (i.created_at, i.id) > (${createdAt}::timestamptz, ${id})`;
  }
  return sql`(i.expires_at is null
    or (i.expires_at, i.created_at, i.id) > (${expiresAt}::timestamptz, ${createdAt}::timestamptz, ${id}))`;
}

function beforeEnd(last: z.infer<typeof key> | null): SqlStatement {
  if (!last) return sql`true`;
  const [closedAt, createdAt, id] = last;
  return sql`(i.closed_at, i.created_at, i.id) < (${closedAt}::timestamptz, ${createdAt}::timestamptz, ${id})`;
}
