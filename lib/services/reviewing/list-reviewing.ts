import { z } from 'zod';
import type { ListReviewingInput, ReviewingPage, ReviewingRow } from '@/lib/api/contract/reviewing';
import { hasRole } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { keyId, readCursor, toPage } from '../keyset';

type Row = Omit<ReviewingRow, 'reviewer'> & { actorId: string; name: string };

const key = z.tuple([z.string().max(200), keyId, z.string().max(200)]);
const SHORT_LOOK_MS = 1000;

/**
 * How people decided within the last days, by reviewer and tool: everybody's for admins, one's own for other reviewers.
 * Throws `invalid_fields` for a bad cursor.
 */
export async function listReviewing(
  { database }: Application,
  actor: Actor,
  { days, limit, cursor }: ListReviewingInput,
): Promise<ReviewingPage> {
  const after = readCursor(key, cursor);
  const only = hasRole(actor.role, 'admin') ? null : actor.userId;
  const rows = await database.query<Row>(sql`
    select u.name, d.actor_id, p.tool, count(*)::int as decisions,
           count(*) filter (where d.verdict = 'approve')::int as approved,
           count(*) filter (where d.verdict = 'edit')::int as edited,
           count(*) filter (where d.verdict = 'reject')::int as rejected,
           count(*) filter (where d.verdict = 'respond')::int as responded,
           count(*) filter (where d.verdict = 'approve' and d.visible_ms < ${SHORT_LOOK_MS}::int)::int as under_a_second,
           round(percentile_cont(0.5) within group (order by d.visible_ms))::int as visible_ms,
           round(percentile_cont(0.5) within group (
             order by extract(epoch from d.decided_at - p.proposed_at) * 1000))::int8 as waited_ms
    from decision d join proposal p on p.id = d.proposal_id join app_user u on u.id = d.actor_id
    where d.decided_at > now() - make_interval(days => ${days}::int)
      and (${only}::text is null or d.actor_id = ${only})
      and (${after === null} or (u.name, d.actor_id, p.tool) > (${after?.[0] ?? null}, ${after?.[1] ?? null}, ${after?.[2] ?? null}))
    group by u.name, d.actor_id, p.tool
    order by u.name, d.actor_id, p.tool
    limit ${limit + 1}`);
  return toPage(
    rows,
    limit,
    (row) => [row.name, row.actorId, row.tool],
    ({ actorId, name, ...row }) => ({ reviewer: { id: actorId, name }, ...row }),
  );
}
