import { sql, type Transaction } from '@/lib/domain/sql';
import type { DispatchableExecution } from '@/lib/engine/ports';

/** The call's open execution with its approved proposal, locked; null when there is none any more. */
export async function lockExecution(transaction: Transaction, callId: string): Promise<DispatchableExecution | null> {
  const [row] = await transaction.query<DispatchableExecution>(sql`
    select execution.id, execution.status, execution.idempotency_key, execution.args_hash, execution.proposal_version,
           execution.reverts_execution_id, execution.run_id,
           proposal.id as proposal_id, proposal.tool, proposal.args, proposal.proposed_args, proposal.tool_hash,
           proposal.target_version, proposal.provenance, proposal.taint, proposal.confidence, proposal.findings,
           proposal.policy_version, proposal.required_approvals,
           proposal.settled_by is not null as automatic, execution.execute_by < now() as overdue, execution.attempts,
           extract(epoch from now() - execution.dispatched_at)::float as sent_seconds_ago,
           call.id as call_id, call.step_index, call.index as position, call.tool_use_id
    from tool_call call
    join proposal on proposal.tool_call_id = call.id and proposal.status = 'approved'
    join execution on execution.proposal_id = proposal.id and execution.proposal_version = proposal.version
    where call.id = ${callId} and execution.status in ('ready', 'claimed', 'dispatching')
    for update of execution, proposal`);
  return row ?? null;
}
