import type { AuditActor } from '@/lib/domain/audit';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit, subjectOf } from '../audit/append-audit';
import type { RevertibleExecution } from './lock-revertible';
import { moveExecution } from './move-execution';

/**
 * Makes the execution that undoes another one, as being sent, with the entry that says who asked for it. Gives its
 * idempotency key, random as any execution's. Whoever has recorded no outcome `withinSeconds` is taken for dead.
 */
export async function insertRevert(
  transaction: Transaction,
  original: RevertibleExecution,
  id: string,
  actor: AuditActor,
  withinSeconds: number,
): Promise<string> {
  const [revert] = await transaction.query<{ idempotencyKey: string }>(sql`
    insert into execution (id, reverts_execution_id, actor_id, run_id, status, idempotency_key, args_hash, hold_until,
                           execute_by)
    values (${id}, ${original.id}, ${actor.id}, ${original.runId}, 'ready', gen_random_uuid()::text,
            ${original.argsHash}, now(), now() + make_interval(secs => ${withinSeconds}))
    returning idempotency_key`);
  if (!revert) throw new Error(`Revert ${id} was not made.`);
  await appendAudit(transaction, {
    action: 'execution.reverted',
    actor,
    subject: subjectOf({ id: original.proposalId, runId: original.runId }, { reverts: original.id, executionId: id }),
    argsCommitment: original.argsHash,
  });
  const { runId, argsHash } = original;
  const movable = { id, proposalId: null, proposalVersion: null, revertsExecutionId: original.id, runId, argsHash };
  await moveExecution(transaction, movable, 'ready', 'claimed');
  await moveExecution(transaction, movable, 'claimed', 'dispatching');
  return revert.idempotencyKey;
}
