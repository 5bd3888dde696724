import { CountersignError } from '@/lib/domain/errors';
import { hasRole } from '@/lib/domain/role';
import { isTerminal } from '@/lib/domain/transition';
import { runTransitions, type RunStatus } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';
import { moveExecution } from '@/lib/store/executions/move-execution';
import { lockOpenProposals, type OpenProposal } from '@/lib/store/proposals/lock-open-proposals';
import { appendEvents } from '@/lib/store/runs/append-events';
import type { Actor, Application } from '../application';
import { settleProposal } from '../proposals/settle-proposal';

/**
 * Ends a run before its time: what waits is cancelled, what was approved but not sent is revoked. Throws not_found
 * for a run that is neither the actor's nor an admin's to cancel, and too_late when it has ended or a call is being
 * sent at this moment.
 */
export async function cancelRun(app: Application, actor: Actor, runId: string): Promise<void> {
  await app.database.transaction(async (transaction) => {
    const [run] = await transaction.query<{ id: string; userId: string; status: RunStatus }>(sql`
      select id, user_id, status from run where id = ${runId} for update`);
    if (!run || (run.userId !== actor.userId && !hasRole(actor.role, 'admin'))) {
      throw new CountersignError('not_found', 'There is no such run of yours.');
    }
    if (isTerminal(runTransitions, run.status) || run.status === 'parked') {
      throw new CountersignError('too_late', `Too late: this run is already ${run.status}.`);
    }
    await cancelOpen(transaction, run.id);
    // The higher fence makes a worker that is in mid-step commit nothing more.
    await transaction.query(sql`
      update run set status = 'cancelled', fence = fence + 1, finished_at = now(), lease_owner = null,
                     lease_until = null where id = ${run.id}`);
    await appendEvents(transaction, run.id, [
      { type: 'run.status', data: { status: 'cancelled' } },
      { type: 'run.finished', data: { status: 'cancelled' } },
    ]);
  });
}

async function cancelOpen(transaction: Transaction, runId: string): Promise<void> {
  const open = await lockOpenProposals(transaction, runId);
  if (open.some((proposal) => proposal.executionStatus === 'dispatching')) {
    throw new CountersignError('too_late', 'Too late: a call of this run is being sent right now.');
  }
  for (const proposal of open) await cancelProposal(transaction, runId, proposal);
  await transaction.query(sql`
    update tool_call set status = 'cancelled', error = 'The run was cancelled.', settled_at = now()
    where run_id = ${runId} and status in ('ready', 'awaiting')`);
}

async function cancelProposal(transaction: Transaction, runId: string, proposal: OpenProposal): Promise<void> {
  if (proposal.executionId !== null && proposal.executionStatus !== null) {
    await moveExecution(transaction, proposal.executionId, proposal.executionStatus, 'aborted');
  }
  await settleProposal(transaction, { id: runId }, proposal, {
    status: proposal.status === 'approved' ? 'revoked' : 'cancelled',
    call: { status: 'cancelled', error: 'The run was cancelled before this was sent.' },
  });
}
