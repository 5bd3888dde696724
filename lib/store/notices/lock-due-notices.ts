import type { InboxItemKind } from '@/lib/domain/inbox-item';
import type { NoticeChannel, NoticeKind } from '@/lib/domain/notice';
import type { Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import { groupsOfUser } from '../users/groups-of-user';

/** A notice that is due, with its person and its item as they are now. */
export interface DueNotice {
  id: string;
  userId: string;
  email: string;
  role: Role;
  groups: string[];
  disabled: boolean;
  kind: NoticeKind;
  channel: NoticeChannel;
  itemId: string;
  itemKind: InboxItemKind;
  waits: boolean;
  outcome: string | null;
  tool: string | null;
  agent: string;
  expiresAt: Date | null;
  requesterId: string;
  approvers: string[];
  conversationId: string | null;
  /** The person decided on what the item shows now. */
  hasDecided: boolean;
  /** The person had the conversation open since it happened. */
  hasSeen: boolean;
}

/**
 * Locks notices that are due; one that another sender holds is passed over. None is due while everything is halted, so
 * that a restored copy of the database tells nobody anything.
 */
export async function lockDueNotices(transaction: Transaction, limit: number): Promise<DueNotice[]> {
  return transaction.query<DueNotice>(sql`
    select n.id, n.user_id, u.email, u.role, ${groupsOfUser} as groups, u.disabled_at is not null as disabled, n.kind,
           n.channel, n.item_id, i.kind as item_kind, i.status = 'pending' as waits, i.outcome, i.tool, i.agent,
           i.expires_at, i.requester_id, coalesce(p.approvers, '{}') as approvers, r.conversation_id,
           exists (select from decision d where d.proposal_id = p.id and d.proposal_version = p.version
                   and d.actor_id = n.user_id) as has_decided,
           coalesce(seen.seen_at >= n.event_at, false) as has_seen
    from notice n
    join app_user u on u.id = n.user_id
    join inbox_item i on i.id = n.item_id
    left join proposal p on i.kind = 'proposal' and p.id = i.id
    left join run r on r.id = i.run_id
    left join conversation_presence seen on seen.conversation_id = r.conversation_id
    where n.status = 'pending' and n.due_at <= now() and not exists (select from halt where scope = 'all')
    order by n.due_at limit ${limit} for update of n skip locked`);
}
