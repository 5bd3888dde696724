import { systemActor, type AuditActor } from '@/lib/domain/audit';
import { executionTransitions, type ExecutionStatus } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import { mayFollow } from '@/lib/domain/transition';
import { appendAudit, subjectOf } from '../audit/append-audit';

/**
 * The one function that changes an execution's status: a compare-and-set on the expected one. Throws when the
 * transition is not in the table, or when the execution is no longer where the caller saw it. Dispatch and outcome go
 * into the audit log.
 */
export async function moveExecution(
  transaction: Transaction,
  executionId: string,
  from: ExecutionStatus,
  to: ExecutionStatus,
  result?: { output: string | null; error: string | null },
  actor: AuditActor = systemActor('engine'),
): Promise<void> {
  if (!mayFollow(executionTransitions, from, to)) throw new Error(`An execution can't go from ${from} to ${to}.`);
  const [moved] = await transaction.query<MovedExecution>(sql`
    update execution
    set status = ${to}::execution_status, output = ${result?.output ?? null}, error = ${result?.error ?? null},
        dispatched_at = case when ${to} = 'dispatching' then now() else dispatched_at end,
        settled_at = case when ${to} in ('succeeded', 'failed', 'unknown', 'aborted') then now() end
    where id = ${executionId} and status = ${from}::execution_status
    returning proposal_id, proposal_version, reverts_execution_id, run_id, args_hash`);
  if (!moved) throw new Error(`Execution ${executionId} is no longer ${from}.`);
  const action = auditActionOf(from, to);
  if (action === null) return;
  await appendAudit(transaction, {
    action,
    actor,
    subject: subjectOfExecution(moved, executionId),
    outcome: to,
    ...(moved.proposalVersion === null ? {} : { proposalVersion: moved.proposalVersion }),
    argsCommitment: moved.argsHash,
  });
}

interface MovedExecution {
  /** Null, with the version, when it undoes another execution. */
  proposalId: string | null;
  proposalVersion: number | null;
  revertsExecutionId: string | null;
  runId: string | null;
  argsHash: string;
}

function subjectOfExecution({ proposalId, revertsExecutionId, runId }: MovedExecution, executionId: string) {
  if (proposalId !== null) return subjectOf({ id: proposalId, runId }, { executionId });
  return { reverts: revertsExecutionId ?? '', executionId, ...(runId === null ? {} : { runId }) };
}

function auditActionOf(from: ExecutionStatus, to: ExecutionStatus) {
  if (to === 'ready' || to === 'claimed') return null;
  if (to === 'dispatching') return 'execution.dispatched';
  return from === 'unknown' ? 'execution.reconciled' : 'execution.settled';
}
