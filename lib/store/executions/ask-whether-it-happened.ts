import { sql, type Transaction } from '@/lib/domain/sql';
import { ownToolName } from '../proposals/own-tool-name';

/** Puts an execution with an unknown outcome into the inbox, under the execution's id. */
export async function askWhetherItHappened(transaction: Transaction, executionId: string): Promise<void> {
  await transaction.query(sql`
    insert into inbox_item (id, kind, status, title, tool, agent, reversibility, run_id, group_id, requester_id)
    select execution.id, 'unknown_outcome', 'pending',
           case when original.id is null then 'Did this happen? ' else 'Was this undone? ' end || summary,
           ${ownToolName}, agent, reversibility, proposal.run_id, group_id, requester_id
    from execution
    left join execution original on original.id = execution.reverts_execution_id
    join proposal on proposal.id = coalesce(execution.proposal_id, original.proposal_id)
    where execution.id = ${executionId}`);
}
