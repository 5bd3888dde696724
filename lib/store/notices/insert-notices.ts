import type { NoticeChannel, NoticeKind } from '@/lib/domain/notice';
import { sql, type Transaction } from '@/lib/domain/sql';

/** One person to be told of one item by one channel, so many seconds after the event. */
export interface NewNotice {
  userId: string;
  itemId: string;
  kind: NoticeKind;
  eventAt: Date;
  channel: NoticeChannel;
  afterSeconds: number;
}

/** Stores notices; one that is there already, for the same event by the same channel, stays as it is. */
export async function insertNotices(transaction: Transaction, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await transaction.query(sql`
    insert into notice (id, user_id, item_id, kind, event_at, channel, due_at)
    select gen_random_uuid()::text, "userId", "itemId", kind::notice_kind, "eventAt", channel::notice_channel,
           "eventAt" + make_interval(secs => "afterSeconds")
    from json_to_recordset(${JSON.stringify(notices)}::json) as notice (
      "userId" text, "itemId" text, kind text, "eventAt" timestamptz, channel text, "afterSeconds" int)
    on conflict (user_id, item_id, kind, event_at, channel) do nothing`);
}
