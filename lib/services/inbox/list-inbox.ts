import type { InboxPage, ListInboxInput } from '@/lib/api/contract/inbox';
import { CountersignError } from '@/lib/domain/errors';
import { hasRole } from '@/lib/domain/role';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { toPage } from '../keyset';
import { inboxOrder } from './inbox-order';
import { inView } from './inbox-views';
import { itemFor, readItems } from './read-items';

/**
 * What waits for people, by deadline, class, then age; with `status: "closed"` or the view `history` what is over,
 * latest first. What the actor may not decide is listed too, with the reason. Throws `forbidden` below a reviewer.
 */
export async function listInbox({ database }: Application, actor: Actor, input: ListInboxInput): Promise<InboxPage> {
  requireInbox(actor);
  const { view, limit } = input;
  const status = input.status ?? (view === 'history' ? 'closed' : 'pending');
  const order = inboxOrder(status, input.cursor);
  const where = sql`
    i.status = ${status}::inbox_item_status and ${inView(actor, view)} and ${filtered(input)} and ${order.after}`;
  const rows = await readItems(database, actor, { where, order, limit: limit + 1 });
  return toPage(rows, limit, ({ sortKey }) => sortKey, itemFor(actor));
}

/** Throws `forbidden` below a reviewer. */
export function requireInbox(actor: Actor): void {
  if (!hasRole(actor.role, 'reviewer')) throw new CountersignError('forbidden', 'Only reviewers have an inbox.');
}

function filtered(input: ListInboxInput): SqlStatement {
  const { kind, tool, agent, runId, reversibility, q = '' } = input;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const conditions = [
    kind && sql`i.kind = ${kind}::inbox_item_kind`,
    tool !== undefined && sql`i.tool = ${tool}`,
    agent !== undefined && sql`i.agent = ${agent}`,
    runId !== undefined && sql`i.run_id = ${runId}`,
    reversibility && sql`i.reversibility = ${reversibility}::reversibility_class`,
    words.length > 0 &&
      sql`not exists (
        select from unnest(${words}::text[]) word
        where strpos(lower(concat_ws(' ', i.title, i.tool, i.agent, u.name, r.reason)), word) = 0)`,
  ];
  return conditions.reduce<SqlStatement>((all, one) => (one ? sql`${all} and ${one}` : all), sql`true`);
}
