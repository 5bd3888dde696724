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
    ...words.map(mentions),
  ];
  return conditions.reduce<SqlStatement>((all, one) => (one ? sql`${all} and ${one}` : all), sql`true`);
}

/** True of an item that has this word in its title, or in a name or reason beside it; the title is looked at first. */
function mentions(word: string): SqlStatement {
  return sql`
    (strpos(lower(concat_ws(' ', i.title, i.tool, i.agent)), ${word}) > 0
     or i.requester_id in (select id from app_user where strpos(lower(name), ${word}) > 0)
     or (i.kind <> 'proposal' and strpos(lower(r.reason), ${word}) > 0))`;
}
