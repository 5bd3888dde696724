import { systemActor, type AuditActor } from '@/lib/domain/audit';
import { executionTransitions, type ExecutionStatus } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import { mayFollow } from '@/lib/domain/transition';
import type { MovableExecution } from '@/lib/engine/ports';
import { appendAudit, subjectOf } from '../audit/append-audit';

/**
 * The one function that changes an execution's status: a compare-and-set on the expected one. Throws when the
 * transition is not in the table; when the execution is no longer where the caller saw it, its transaction fails.
 * Dispatch and outcome go into the audit log.
 */
export async function moveExecution(
  transaction: Transaction,
  execution: MovableExecution,
  from: ExecutionStatus,
  to: ExecutionStatus,
  result?: { output: string | null; error: string | null },
  actor: AuditActor = systemActor('engine'),
): Promise<void> {
  if (!mayFollow(executionTransitions, from, to)) throw new Error(`An execution can't go from ${from} to ${to}.`);
  await transaction.sendChange(
    sql`
      update execution
      set status = ${to}::execution_status, output = ${result?.output ?? null}, error = ${result?.error ?? null},
          dispatched_at = case when ${to} = 'dispatching' then now() else dispatched_at end,
          settled_at = case when ${to} in ('succeeded', 'failed', 'unknown', 'aborted') then now() end
      where id = ${execution.id} and status = ${from}::execution_status`,
    () => new Error(`Execution ${execution.id} is no longer ${from}.`),
  );
  const action = auditActionOf(from, to);
  if (action === null) return;
  await appendAudit(transaction, {
    action,
    actor,
    subject: subjectOfExecution(execution),
    outcome: to,
    ...(execution.proposalVersion === null ? {} : { proposalVersion: execution.proposalVersion }),
    argsCommitment: execution.argsHash,
  });
}

/** What `moveExecution` needs to know of an execution; throws when there is none with this id. */
export async function readMovable(transaction: Transaction, id: string): Promise<MovableExecution> {
  const [execution] = await transaction.query<MovableExecution>(sql`
    select id, proposal_id, proposal_version, reverts_execution_id, run_id, args_hash from execution where id = ${id}`);
  if (!execution) throw new Error(`There is no execution ${id}.`);
  return execution;
}

function subjectOfExecution({ id, proposalId, revertsExecutionId, runId }: MovableExecution) {
  if (proposalId !== null) return subjectOf({ id: proposalId, runId }, { executionId: id });
  return { reverts: revertsExecutionId ?? '', executionId: id, ...(runId === null ? {} : { runId }) };
}

function auditActionOf(from: ExecutionStatus, to: ExecutionStatus) {
  if (to === 'ready' || to === 'claimed') return null;
  if (to === 'dispatching') return 'execution.dispatched';
  return from === 'unknown' ? 'execution.reconciled' : 'execution.settled';
}
