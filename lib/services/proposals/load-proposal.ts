import { sql } from '@/lib/domain/sql';
import { findReverts } from '@/lib/store/executions/find-reverts';
import { readOutsideView } from '@/lib/store/outside/read-outside-view';
import type { Database } from '@/lib/store/database';
import { typedReads } from '@/lib/store/prisma';

interface Beside {
  readAt: Date;
  supersededBy: string | null;
  /** The last other proposal of the same effect that took place before this one was settled. */
  sameEffectId: string | null;
  sameEffectAt: Date | null;
}

/** A proposal's row with what its view needs beside it. `readAt` is the database's clock, which deadlines go by. */
export async function loadProposal(database: Database, id: string) {
  const [proposal, [beside]] = await Promise.all([
    typedReads(database).proposal.findUnique({
      where: { id },
      include: {
        decisions: { orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }] },
        executions: { orderBy: { createdAt: 'desc' }, take: 1 },
        toolCall: { select: { stepIndex: true, run: { select: { conversationId: true } } } },
      },
    }),
    database.query<Beside>(sql`
      select now() as read_at, (select id from proposal where supersedes_id = ${id} limit 1) as superseded_by,
             same_effect.*
      from proposal left join lateral (
        select other.id as same_effect_id, execution.settled_at as same_effect_at
        from proposal other join execution on execution.proposal_id = other.id and execution.status = 'succeeded'
        where other.effect_key = proposal.effect_key and other.id <> proposal.id
          and execution.settled_at < coalesce(proposal.settled_at, now())
          and not exists (
            select from execution undone where undone.reverts_execution_id = execution.id and undone.status = 'succeeded')
        order by execution.settled_at desc limit 1
      ) same_effect on true
      where proposal.id = ${id}`),
  ]);
  if (!proposal || !beside) return null;
  const { runId, toolCall } = proposal;
  const step =
    runId !== null && toolCall
      ? await typedReads(database).step.findUnique({
          where: { runId_index: { runId, index: toolCall.stepIndex } },
          select: { blocks: true },
        })
      : null;
  const outside = runId === null ? await readOutsideView(database, id) : null;
  const [revert] = proposal.executions.length > 0 ? await findReverts(database, sql`proposal.id = ${id}`) : [];
  return { ...proposal, ...beside, step, outside, revert };
}

export type LoadedProposal = NonNullable<Awaited<ReturnType<typeof loadProposal>>>;
