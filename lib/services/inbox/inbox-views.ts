import type { InboxView } from '@/lib/api/contract/inbox';
import { entitlementsOf, REQUESTER } from '@/lib/domain/entitlement';
import { hasRole } from '@/lib/domain/role';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Actor } from '../application';

/** How an item stands, for one that is put off until it changes. */
export const standsAs = sql`(coalesce(p.version, 0) || '/' || coalesce(i.given_approvals, 0))`;

/** Nothing sleeps in the last minutes before its deadline. */
export const AWAKE_BEFORE_DEADLINE_MINUTES = 15;

/** What the parts of a view's condition speak of: the item, its proposal, and what the reader put off. */
export function itemsFor(actor: Actor): SqlStatement {
  return sql`
    inbox_item i
    left join proposal p on i.kind = 'proposal' and p.id = i.id
    left join inbox_snooze s on s.user_id = ${actor.userId} and s.item_id = i.id`;
}

/** True of an item that this reader put off and that has not woken. */
export const isAsleep = sql`
  (s.item_id is not null
   and case when s.until is null then s.stood_as = ${standsAs} else s.until > now() end
   and (i.expires_at is null or i.expires_at > now() + make_interval(mins => ${AWAKE_BEFORE_DEADLINE_MINUTES}::int)))`;

/** True of an item whose present version the reader has approved already, so that it waits for others. */
export function hasApproved(actor: Actor): SqlStatement {
  return sql`
    (i.required_approvals > 1 and exists (
      select from decision d where d.proposal_id = p.id and d.proposal_version = p.version
        and d.actor_id = ${actor.userId} and d.verdict in ('approve', 'edit')))`;
}

/** The condition of a view, beside whether its items wait or are over. */
export function inView(actor: Actor, view: InboxView | undefined): SqlStatement {
  if (view === 'snoozed') return isAsleep;
  if (view !== 'mine') return sql`true`;
  const names = entitlementsOf(actor).map((name) => name.toLowerCase());
  return sql`
    (not ${isAsleep}
     and (i.kind <> 'dead_letter' or ${hasRole(actor.role, 'admin')})
     and (i.kind <> 'proposal' or (
       case when i.requester_id = ${actor.userId} then ${REQUESTER} = any(lower(i.approvers::text)::text[])
            else i.approvers = '{}' or lower(i.approvers::text)::text[] && ${names}::text[] end
       and not ${hasApproved(actor)})))`;
}
