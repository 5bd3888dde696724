import type { InboxItem } from '@/lib/api/contract/inbox';
import { mayDecide } from '@/lib/domain/entitlement';
import type { InboxItemKind, InboxItemStatus, WhyNot } from '@/lib/domain/inbox-item';
import type { ProposalStatus } from '@/lib/domain/proposal';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { hasRole } from '@/lib/domain/role';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import type { Actor } from '../application';
import { lookersAt, type Looker } from './lookers';
import { hasApproved, isAsleep, itemsFor } from './inbox-views';

export interface ItemRow {
  id: string;
  kind: InboxItemKind;
  status: InboxItemStatus;
  title: string;
  tool: string | null;
  agent: string;
  reversibility: ReversibilityClass | null;
  runId: string | null;
  groupId: string | null;
  requesterId: string;
  requesterName: string;
  requiredApprovals: number | null;
  givenApprovals: number | null;
  createdAt: Date;
  expiresAt: Date | null;
  closedAt: Date | null;
  closedBy: string | null;
  closedByName: string | null;
  outcome: string | null;
  conversationId: string | null;
  reason: string | null;
  proposalStatus: ProposalStatus | null;
  position: number | null;
  gatedBy: string | null;
  approvers: string[] | null;
  version: number | null;
  viewHash: string | null;
  approved: boolean | null;
  asleep: boolean | null;
  snoozedUntil: Date | null;
  looking: Looker[] | null;
  sortKey: string[];
}

interface Which {
  where: SqlStatement;
  order: { by: SqlStatement; key: SqlStatement };
  limit: number;
}

/** The items of the inbox that a condition is true of, as this person sees them; it may speak of `i`, `p`, `r`, `u` and `s`. */
export function readItems(
  { query }: Pick<Database, 'query'>,
  actor: Actor,
  { where, order, limit }: Which,
): Promise<ItemRow[]> {
  return query<ItemRow>(sql`
    select i.id, i.kind, i.status, i.title, i.tool, i.agent, i.reversibility, i.run_id, i.group_id, i.requester_id,
           coalesce(u.name, i.agent) as requester_name, i.required_approvals, i.given_approvals, i.created_at,
           i.expires_at, i.closed_at, i.closed_by, i.outcome, r.conversation_id, r.reason,
           (select name from app_user where id = i.closed_by) as closed_by_name,
           p.status as proposal_status, p.position, p.gated_by, p.approvers, p.version, p.view_hash,
           ${hasApproved(actor)} as approved, ${isAsleep} as asleep, s.until as snoozed_until,
           ${lookersAt(sql`i.id`, actor)} as looking, ${order.key} as sort_key
    from ${itemsFor(actor)}
    left join run r on r.id = i.run_id
    left join app_user u on u.id = i.requester_id
    where ${where}
    order by ${order.by}
    limit ${limit}`);
}

/** A row as the API gives it to this person. */
export const itemFor =
  (actor: Actor) =>
  (row: ItemRow): InboxItem => {
    const whyNot = row.status === 'pending' ? whyNotOf(actor, row) : undefined;
    return {
      id: row.id,
      kind: row.kind,
      title: row.title,
      tool: row.tool,
      reversibility: row.reversibility,
      runId: row.runId,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      requiredApprovals: row.requiredApprovals,
      givenApprovals: row.givenApprovals,
      agent: row.agent,
      conversationId: row.conversationId,
      requester: { id: row.requesterId, name: row.requesterName },
      status: row.status,
      closedAt: row.closedAt?.toISOString(),
      closedBy: row.closedBy === null ? undefined : { id: row.closedBy, name: row.closedByName ?? row.closedBy },
      outcome: row.outcome ?? undefined,
      reason: row.kind === 'proposal' ? undefined : (row.reason ?? undefined),
      ...proposalMembers(row),
      groupId: row.groupId ?? undefined,
      mayDecide: row.status === 'pending' && whyNot === undefined,
      whyNot,
      snoozed: row.asleep ? { until: row.snoozedUntil?.toISOString() ?? null } : undefined,
      looking: row.looking ?? [],
    };
  };

function proposalMembers(row: ItemRow): Partial<InboxItem> {
  if (row.kind !== 'proposal') return {};
  return {
    proposalId: row.id,
    proposalStatus: row.proposalStatus ?? undefined,
    position: row.position ?? undefined,
    gatedBy: row.gatedBy ?? undefined,
    version: row.version ?? undefined,
    viewHash: row.viewHash ?? undefined,
    approvers: row.approvers ?? undefined,
  };
}

function whyNotOf(actor: Actor, row: ItemRow): WhyNot | undefined {
  if (row.kind === 'dead_letter') return hasRole(actor.role, 'admin') ? undefined : 'admin_only';
  if (row.kind !== 'proposal') return undefined;
  if (!mayDecide(actor, { requesterId: row.requesterId, approvers: row.approvers ?? [] })) {
    return row.requesterId === actor.userId ? 'own_request' : 'not_approver';
  }
  return row.approved ? 'already_approved' : undefined;
}
