import type { ExecutionStatus } from '@/lib/domain/execution';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import type { LockedProposal } from './lock-proposal';

/** A proposal whose effect is still to come, with the execution its approval made, if any. */
export interface OpenProposal extends LockedProposal {
  executionId: string | null;
  executionStatus: ExecutionStatus | null;
  /** The approval waits out its hold; nobody was told to act on it. */
  held: boolean | null;
}

/** Locks what is open among these proposals, in call order. The caller holds the run's row, if they have one. */
export async function lockOpenProposals(transaction: Transaction, which: SqlStatement): Promise<OpenProposal[]> {
  return transaction.query<OpenProposal>(sql`
    select proposal.*, tool_call_id as call_id, expires_at <= now() as expired, execution.id as execution_id,
           execution.status as execution_status, clock_timestamp() < execution.hold_until as held
    from proposal
    left join execution on execution.proposal_id = proposal.id
      and execution.status in ('ready', 'claimed', 'dispatching')
    where ${which}
      and (proposal.status = 'pending' or (proposal.status = 'approved' and execution.id is not null))
    order by group_id, position for update of proposal`);
}
