import { sql } from '@/lib/domain/sql';
import { readOutsideView } from '@/lib/store/outside/read-outside-view';
import type { Database } from '@/lib/store/database';
import { typedReads } from '@/lib/store/prisma';

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
    database.query<{ readAt: Date; supersededBy: string | null }>(sql`
      select now() as read_at, (select id from proposal where supersedes_id = ${id} limit 1) as superseded_by`),
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
  return { ...proposal, ...beside, step, outside };
}

export type LoadedProposal = NonNullable<Awaited<ReturnType<typeof loadProposal>>>;
