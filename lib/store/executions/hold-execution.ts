import { sql, type Transaction } from '@/lib/domain/sql';
import type { DispatchableExecution } from '@/lib/engine/ports';
import { appendEvents } from '../runs/append-events';

/** Leaves an execution unsent for this long, and says so in its run's events. */
export async function holdExecution(
  transaction: Transaction,
  runId: string,
  { id, proposalId, callId }: DispatchableExecution,
  seconds: number,
): Promise<void> {
  const [held] = await transaction.query<{ until: Date }>(sql`
    update execution set held_until = now() + make_interval(secs => ${seconds}) where id = ${id}
    returning held_until as until`);
  if (!held) throw new Error(`There is no execution ${id}.`);
  const until = held.until.toISOString();
  await appendEvents(transaction, runId, [
    { type: 'execution.held', data: { executionId: id, proposalId, callId, until } },
  ]);
}
