import type { ExecutionStatus } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { LockedProposal } from './lock-proposal';

/** A proposal whose effect is still to come, with the execution its approval made, if any. */
export interface OpenProposal extends LockedProposal {
  executionId: string | null;
  executionStatus: ExecutionStatus | null;
}

/** Locks what a run has open, in call order. The caller holds the run's row. */
export async function lockOpenProposals(transaction: Transaction, runId: string): Promise<OpenProposal[]> {
  return transaction.query<OpenProposal>(sql`
    select proposal.*, tool_call_id as call_id, expires_at <= now() as expired, execution.id as execution_id,
           execution.status as execution_status
    from proposal
    left join execution on execution.proposal_id = proposal.id
      and execution.status in ('ready', 'claimed', 'dispatching')
    where proposal.run_id = ${runId}
      and (proposal.status = 'pending' or (proposal.status = 'approved' and execution.id is not null))
    order by group_id, position for update of proposal`);
}
