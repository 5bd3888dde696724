import { ToolError } from '@/lib/domain/tool';
import { timeLimitOf, withinTime } from '@/lib/engine/time-limit';
import { lockRevertible } from '@/lib/store/executions/lock-revertible';
import { sql } from '@/lib/domain/sql';
import type { Application } from '../application';
import { log } from '../log';
import { callRevert, changedSince, type Undoing } from './undoing';
import { settleRevert, type RevertOutcome } from './settle-revert';

export const NO_ANSWER = 'No answer came, so nobody knows whether it was undone.';

/**
 * Undoes an effect outside, whose execution is already committed as being sent, and records what came of it. Throws
 * changed_since when the other side refused; then nothing was undone.
 */
export async function undoOutside(app: Application, undoing: Undoing): Promise<void> {
  let refusal: ToolError | null = null;
  const outcome = await send(app, undoing).catch((error: unknown): RevertOutcome => {
    if (error instanceof ToolError) {
      refusal = error;
      return { status: 'failed', error: error.message };
    }
    log.error({ err: error, executionId: undoing.id }, 'Undoing got no answer');
    return { status: 'unknown', error: NO_ANSWER };
  });
  await app.database.transaction(async (transaction) => {
    const original = await lockRevertible(transaction, undoing.original.id);
    if (!original) throw new Error(`Execution ${undoing.original.id} is gone.`);
    // A process that took ours for dead may have recorded that nobody knows.
    const open = await transaction.query(sql`
      select from execution where id = ${undoing.id} and status = 'dispatching' for update`);
    if (open.length > 0) await settleRevert(transaction, { ...undoing, original }, outcome);
  });
  if (refusal) throw changedSince(refusal, []);
}

async function send(app: Application, undoing: Undoing): Promise<RevertOutcome> {
  const sending = callRevert(app.database.autocommit, undoing);
  return { status: 'succeeded', output: await withinTime(sending, timeLimitOf(undoing.tool)) };
}
