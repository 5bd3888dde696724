import type { TracedModelCall } from '@/lib/api/contract/run-trace';
import type { Database } from '@/lib/store/database';
import { typedReads } from '@/lib/store/prisma';

/** The calls of models beside a run's turns, in their order. */
export async function readModelCalls(
  database: Database,
  runId: string,
): Promise<(TracedModelCall & { promptParts: string[] })[]> {
  const rows = await typedReads(database).modelCall.findMany({
    where: { runId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    omit: { runId: true },
  });
  return rows.map(({ stepIndex, answer, error, at, ...row }) => ({
    ...row,
    stepIndex: stepIndex ?? undefined,
    answer: answer ?? undefined,
    error: error ?? undefined,
    at: at.toISOString(),
  }));
}
