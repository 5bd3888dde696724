import { uuidv7 } from 'uuidv7';
import { auditActor } from '@/lib/audit/audit-actor';
import type { ExecutionStatus } from '@/lib/domain/execution';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { Change } from '@/lib/domain/proposal';
import { sql, type Transaction } from '@/lib/domain/sql';
import { ToolError } from '@/lib/domain/tool';
import { timeLimitOf } from '@/lib/engine/time-limit';
import { listChanges } from '@/lib/gate/changes';
import { insertRevert } from '@/lib/store/executions/insert-revert';
import { lockRevertible } from '@/lib/store/executions/lock-revertible';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireDecider } from '../proposals/require-decider';
import { requireRevertible } from './require-revertible';
import { settleRevert } from './settle-revert';
import { undoOutside } from './undo-outside';
import { callRevert, changedSince, contextOf, type Undoing } from './undoing';

/** How long a process that goes on may take to record what came of an undoing. */
const RECORD_WITHIN_SECONDS = 90;

/**
 * Undoes an execution by one of its own, once. Asked again with the same `revertId` it does nothing more. Gives the
 * proposal's id. Throws not_found, not_entitled, self_review, not_reversible, or changed_since with what somebody
 * changed after it ran; then nothing was undone.
 */
export async function revertExecution(
  app: Application,
  actor: Actor,
  executionId: string,
  revertId: string = uuidv7(),
): Promise<{ proposalId: string }> {
  const begun = await app.database.transaction(async (transaction) => {
    const original = await lockRevertible(transaction, executionId);
    if (!original) throw notFound('execution');
    const { proposalId } = original;
    const current = await requireDecider(transaction, actor, original);
    if (await wasDone(transaction, revertId)) return { proposalId, outside: null };
    const tool = await requireRevertible(app, transaction, original);
    const idempotencyKey = await insertRevert(
      transaction,
      original,
      revertId,
      auditActor(current),
      timeLimitOf(tool) / 1000 + RECORD_WITHIN_SECONDS,
    );
    const undoing: Undoing = { id: revertId, idempotencyKey, actor: current, tool, original };
    if (tool.delivery !== 'transactional') return { proposalId, outside: undoing };
    const output = await undoHere(transaction, undoing);
    await settleRevert(transaction, undoing, { status: 'succeeded', output });
    return { proposalId, outside: null };
  });
  if (begun.outside) await undoOutside(app, begun.outside);
  return { proposalId: begun.proposalId };
}

/** Effect and record are one transaction; when the tool refuses, neither stays. */
async function undoHere(transaction: Transaction, undoing: Undoing): Promise<Json> {
  try {
    return await transaction.savepoint(() => callRevert(transaction, undoing));
  } catch (error) {
    if (error instanceof ToolError) throw changedSince(error, await changesSince(transaction, undoing));
    throw error;
  }
}

/** True when an earlier request of the same key did it; what the other side refused then is refused again. */
async function wasDone(transaction: Transaction, revertId: string): Promise<boolean> {
  const [done] = await transaction.query<{ status: ExecutionStatus; error: string | null }>(sql`
    select status, error from execution where id = ${revertId}`);
  if (done?.status !== 'failed') return done !== undefined;
  throw changedSince(new ToolError({ message: done.error ?? 'The other side refused it', hint: '' }), []);
}

async function changesSince(transaction: Transaction, undoing: Undoing): Promise<Change[]> {
  const { tool, original } = undoing;
  if (tool.delivery !== 'transactional') return [];
  try {
    const args = JSON.parse(original.args) as JsonObject;
    const now = await tool.target(args, contextOf(transaction, undoing));
    return listChanges(original.preview.after, now);
  } catch (error) {
    // The record itself is gone; the tool's own words say so.
    if (error instanceof ToolError) return [];
    throw error;
  }
}
