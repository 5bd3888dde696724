import { systemActor } from '@/lib/domain/audit';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { DispatchableExecution } from '@/lib/engine/ports';
import { appendAudit } from '../audit/append-audit';
import { moveExecution } from '../executions/move-execution';
import { appendEvents } from '../runs/append-events';
import { closeInboxItem } from '../inbox/close-inbox-item';

/** Approved → superseded before anything was sent; its execution is aborted. */
export async function supersedeProposal(
  transaction: Transaction,
  runId: string,
  execution: DispatchableExecution,
  why: string,
): Promise<void> {
  await moveExecution(transaction, execution, execution.status, 'aborted', { output: null, error: why });
  await transaction.query(sql`
    update proposal set status = 'superseded', settled_at = now()
    where id = ${execution.proposalId} and status = 'approved'`);
  await closeInboxItem(transaction, execution.proposalId, 'superseded', null);
  await appendEvents(transaction, runId, [
    {
      type: 'proposal.decided',
      data: {
        proposalId: execution.proposalId,
        callId: execution.callId,
        version: execution.proposalVersion,
        status: 'superseded',
        reason: why,
        givenApprovals: 0,
        edited: execution.args !== execution.proposedArgs,
      },
    },
  ]);
  await appendAudit(transaction, {
    action: 'proposal.superseded',
    actor: systemActor('engine'),
    subject: { proposalId: execution.proposalId, runId },
    outcome: 'superseded',
    proposalVersion: execution.proposalVersion,
    argsCommitment: execution.argsHash,
    policyVersion: execution.policyVersion,
    toolHash: execution.toolHash,
  });
}
