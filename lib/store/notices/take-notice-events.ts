import type { InboxItemKind } from '@/lib/domain/inbox-item';
import type { NoticeKind } from '@/lib/domain/notice';
import { sql, type Transaction } from '@/lib/domain/sql';

/** What happened to an inbox item, with what says whom it concerns. */
export interface NoticeEvent {
  itemId: string;
  kind: NoticeKind;
  at: Date;
  itemKind: InboxItemKind;
  /** False when the item waits no longer. */
  waits: boolean;
  requesterId: string;
  approvers: string[];
  /** Null when it began in no conversation of ours. */
  conversationId: string | null;
}

/** Takes events for good: whoever calls this stores the notices they lead to in the same transaction. */
export async function takeNoticeEvents(transaction: Transaction, limit: number): Promise<NoticeEvent[]> {
  return transaction.query<NoticeEvent>(sql`
    with taken as (
      delete from notice_event where (item_id, kind) in (
        select item_id, kind from notice_event order by at limit ${limit} for update skip locked)
      returning item_id, kind, at
    )
    select taken.item_id, taken.kind, taken.at, i.kind as item_kind, i.status = 'pending' as waits, i.requester_id,
           coalesce(p.approvers, '{}') as approvers, r.conversation_id
    from taken
    join inbox_item i on i.id = taken.item_id
    left join proposal p on i.kind = 'proposal' and p.id = i.id
    left join run r on r.id = i.run_id`);
}
