import type { AuditActor } from '@/lib/domain/audit';
import { sql, type Transaction } from '@/lib/domain/sql';
import { moveExecution, readMovable } from '../executions/move-execution';
import { lockOpenProposals, type OpenProposal } from './lock-open-proposals';
import { settleProposal } from './settle-proposal';

/**
 * Ends what a run still has open because the run itself ends: what waits is cancelled, what was approved but not sent
 * is revoked. False, with nothing changed, when a call is being sent at this moment. The caller holds the run's row.
 */
export async function withdrawOpenCalls(
  transaction: Transaction,
  runId: string,
  why: string,
  actor: AuditActor,
): Promise<boolean> {
  const open = await lockOpenProposals(transaction, sql`proposal.run_id = ${runId}`);
  if (open.some((proposal) => proposal.executionStatus === 'dispatching')) return false;
  for (const proposal of open) await withdrawProposal(transaction, proposal, { why, actor });
  await transaction.query(sql`
    update tool_call set status = 'cancelled', error = ${why}, settled_at = now()
    where run_id = ${runId} and status in ('ready', 'awaiting')`);
  return true;
}

/** Ends one open proposal without any effect: a waiting one is cancelled, an approved one revoked. */
export async function withdrawProposal(
  transaction: Transaction,
  proposal: OpenProposal,
  { why, actor }: { why: string; actor: AuditActor },
) {
  if (proposal.executionId !== null && proposal.executionStatus !== null) {
    const execution = await readMovable(transaction, proposal.executionId);
    await moveExecution(transaction, execution, proposal.executionStatus, 'aborted', undefined, actor);
  }
  await settleProposal(transaction, proposal, {
    status: proposal.status === 'approved' ? 'revoked' : 'cancelled',
    call: { status: 'cancelled', error: why },
    actor,
  });
}
