import type { InboxItem, InboxPage, ListInboxInput } from '@/lib/api/contract/inbox';
import { entitlementsOf, mayDecide } from '@/lib/domain/entitlement';
import { CountersignError } from '@/lib/domain/errors';
import type { InboxItemKind, InboxItemStatus } from '@/lib/domain/inbox-item';
import type { ProposalStatus } from '@/lib/domain/proposal';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { hasRole } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { exactTime, toPage, type Key } from '../keyset';
import { inboxOrder } from './inbox-order';

interface Row {
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
  exactExpiresAt: string | null;
  exactCreatedAt: string;
  exactClosedAt: string | null;
}

/**
 * What waits for people, by deadline, then age; with `status: "closed"` or the view `history` what is over, latest
 * first. What the actor asked for is listed too, as not theirs to decide. Throws `forbidden` below a reviewer.
 */
export async function listInbox({ database }: Application, actor: Actor, input: ListInboxInput): Promise<InboxPage> {
  if (!hasRole(actor.role, 'reviewer')) throw new CountersignError('forbidden', 'Only reviewers have an inbox.');
  const { kind = null, tool = null, agent = null, runId = null, view, limit } = input;
  const status = input.status ?? (view === 'history' ? 'closed' : 'pending');
  const order = inboxOrder(status, input.cursor);
  const mine = view === 'mine';
  const names = entitlementsOf(actor).map((name) => name.toLowerCase());
  const rows = await database.query<Row>(sql`
    select i.id, i.kind, i.status, i.title, i.tool, i.agent, i.reversibility, i.run_id, i.group_id, i.requester_id,
           coalesce(u.name, i.agent) as requester_name, i.required_approvals, i.given_approvals, i.created_at, i.expires_at, i.closed_at,
           i.closed_by, c.name as closed_by_name, i.outcome, r.conversation_id, r.reason,
           p.status as proposal_status, p.position, p.gated_by, p.approvers,
           ${exactTime('i.expires_at')} as exact_expires_at, ${exactTime('i.created_at')} as exact_created_at,
           ${exactTime('i.closed_at')} as exact_closed_at
    from inbox_item i
    left join run r on r.id = i.run_id
    left join app_user u on u.id = i.requester_id
    left join proposal p on i.kind = 'proposal' and p.id = i.id
    left join app_user c on c.id = i.closed_by
    where i.status = ${status}::inbox_item_status
      and (${kind}::inbox_item_kind is null or i.kind = ${kind}::inbox_item_kind)
      and (${tool}::text is null or i.tool = ${tool})
      and (${agent}::text is null or i.agent = ${agent})
      and (${runId}::text is null or i.run_id = ${runId})
      and (${!mine} or p.id is null or (i.requester_id <> ${actor.userId}
           and (p.approvers = '{}' or exists (
             select from unnest(p.approvers) approver where lower(approver) = any(${names}::text[])))))
      and ${order.after}
    order by ${order.by}
    limit ${limit + 1}`);
  return toPage(rows, limit, (row) => keyOf(row, status), itemFor(actor));
}

function keyOf(row: Row, status: InboxItemStatus): Key {
  return status === 'pending'
    ? [row.exactExpiresAt, row.exactCreatedAt, row.id]
    : [row.exactClosedAt, row.exactCreatedAt, row.id];
}

const itemFor =
  (actor: Actor) =>
  (row: Row): InboxItem => ({
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
    proposalId: row.kind === 'proposal' ? row.id : undefined,
    proposalStatus: row.proposalStatus ?? undefined,
    groupId: row.groupId ?? undefined,
    position: row.position ?? undefined,
    gatedBy: row.gatedBy ?? undefined,
    mayDecide: row.status === 'pending' && (row.kind !== 'proposal' || mayDecideRow(actor, row)),
  });

function mayDecideRow(actor: Actor, row: Row): boolean {
  return mayDecide(actor, { requesterId: row.requesterId, approvers: row.approvers ?? [] });
}
