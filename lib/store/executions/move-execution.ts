import { executionTransitions, type ExecutionStatus } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import { mayFollow } from '@/lib/domain/transition';

/**
 * The one function that changes an execution's status: a compare-and-set on the expected one. Throws when the
 * transition is not in the table, or when the execution is no longer where the caller saw it.
 */
export async function moveExecution(
  transaction: Transaction,
  executionId: string,
  from: ExecutionStatus,
  to: ExecutionStatus,
  result?: { output: string | null; error: string | null },
): Promise<void> {
  if (!mayFollow(executionTransitions, from, to)) throw new Error(`An execution can't go from ${from} to ${to}.`);
  const rows = await transaction.query(sql`
    update execution
    set status = ${to}::execution_status, output = ${result?.output ?? null}, error = ${result?.error ?? null},
        dispatched_at = case when ${to} = 'dispatching' then now() else dispatched_at end,
        settled_at = case when ${to} in ('succeeded', 'failed', 'unknown', 'aborted') then now() end
    where id = ${executionId} and status = ${from}::execution_status
    returning id`);
  if (rows.length === 0) throw new Error(`Execution ${executionId} is no longer ${from}.`);
}
