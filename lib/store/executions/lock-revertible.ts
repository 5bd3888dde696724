import type { ExecutionStatus } from '@/lib/domain/execution';
import type { JsonObject } from '@/lib/domain/json';
import { isTerminal } from '@/lib/domain/transition';
import { runTransitions, type RunStatus } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';

/** An execution that somebody wants to undo, with what was seen when it was approved. */
export interface RevertibleExecution {
  id: string;
  status: ExecutionStatus;
  settledAt: Date | null;
  /** Now, by the database's clock, which the undo window goes by. */
  readAt: Date;
  /** It is itself the undoing of another. */
  isRevert: boolean;
  argsHash: string;
  proposalId: string;
  tool: string;
  agent: string;
  args: string;
  preview: { before: JsonObject; after: JsonObject };
  requesterId: string;
  customerId: string | null;
  approvers: string[];
  runId: string | null;
  callId: string | null;
  /** Its run goes on, so that an event can still tell it. */
  runIsOpen: boolean;
}

/**
 * Locks an execution so that one person at a time can undo it. Its run's row comes first, as everywhere, so that a
 * worker that writes the same records can't wait for us while we wait for it. Null when there is none.
 */
export async function lockRevertible(transaction: Transaction, id: string): Promise<RevertibleExecution | null> {
  const [run] = await transaction.query<{ status: RunStatus }>(sql`
    select status from run where id = (select run_id from execution where id = ${id}) for update`);
  const [row] = await transaction.query<Omit<RevertibleExecution, 'runIsOpen'>>(sql`
    select execution.id, execution.status, execution.settled_at, clock_timestamp() as read_at,
           undone.id is not null as is_revert, execution.args_hash, proposal.id as proposal_id, proposal.tool,
           proposal.agent, proposal.args, proposal.preview, proposal.requester_id, proposal.approvers,
           proposal.run_id, proposal.tool_call_id as call_id,
           (select customer_id from app_user where app_user.id = proposal.requester_id) as customer_id
    from execution
    left join execution undone on undone.id = execution.reverts_execution_id
    join proposal on proposal.id = coalesce(execution.proposal_id, undone.proposal_id)
    where execution.id = ${id} for update of execution`);
  return row ? { ...row, runIsOpen: run !== undefined && !isTerminal(runTransitions, run.status) } : null;
}
