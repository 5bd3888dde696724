import type { Json } from '@/lib/domain/json';
import type { Transaction } from '@/lib/domain/sql';
import { askWhetherItHappened } from '@/lib/store/executions/ask-whether-it-happened';
import { moveExecution, readMovable } from '@/lib/store/executions/move-execution';
import { appendEvents } from '@/lib/store/runs/append-events';
import type { Undoing } from './undoing';

/** How the attempt to undo something ended. */
export type RevertOutcome = { status: 'succeeded'; output: Json } | { status: 'failed' | 'unknown'; error: string };

/**
 * Records what came of an undoing. A run that still goes on is told by an event; of one that has ended, whose stream is
 * closed, it is read from the row.
 */
export async function settleRevert(
  transaction: Transaction,
  { id, actor, original }: Undoing,
  outcome: RevertOutcome,
): Promise<void> {
  const output = outcome.status === 'succeeded' ? JSON.stringify(outcome.output) : null;
  const error = outcome.status === 'succeeded' ? null : outcome.error;
  const movable = await readMovable(transaction, id);
  await moveExecution(transaction, movable, 'dispatching', outcome.status, { output, error });
  if (outcome.status === 'unknown') await askWhetherItHappened(transaction, id);
  const { runId, callId, proposalId, runIsOpen } = original;
  if (!runIsOpen || runId === null || callId === null) return;
  await appendEvents(transaction, runId, [
    {
      type: 'execution.finished',
      data: {
        executionId: id,
        proposalId,
        callId,
        status: outcome.status,
        ...(error === null ? {} : { error }),
        reverts: original.id,
        actor: { id: actor.userId, name: actor.name },
      },
    },
  ]);
}
