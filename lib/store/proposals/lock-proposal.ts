import type { Preview, ProposalStatus } from '@/lib/domain/proposal';
import type { RunStatus } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';

/** A proposal as decisions work with it. */
export interface LockedProposal {
  id: string;
  status: ProposalStatus;
  version: number;
  viewHash: string;
  args: string;
  proposedArgs: string;
  tool: string;
  toolHash: string;
  targetVersion: string;
  preview: Preview;
  policyVersion: number;
  gatedBy: string;
  requiredApprovals: number;
  approvers: string[];
  holdSeconds: number;
  requesterId: string;
  callId: string;
  position: number;
  expired: boolean;
  summary: string;
}

/** The run a proposal belongs to, with what its tools need to know of the requester. */
export interface LockedRun {
  id: string;
  status: RunStatus;
  agent: string;
  userId: string;
  customerId: string | null;
  costUsd: number;
}

export interface LockedGroup {
  run: LockedRun;
  proposal: LockedProposal;
  /** The group's writes whose effect is still to come, this one among them, in call order. */
  open: LockedProposal[];
}

/**
 * Locks a proposal's run and then the open proposals of its group. Everyone who changes them takes the run's row
 * first, so decisions of siblings and the worker's commits follow each other. Null when there is no such proposal.
 */
export async function lockProposal(transaction: Transaction, proposalId: string): Promise<LockedGroup | null> {
  const [run] = await transaction.query<LockedRun & { groupId: string }>(sql`
    select run.id, run.status, run.agent, run.user_id, run.cost_usd, proposal.group_id,
           (select customer_id from app_user where id = run.user_id) as customer_id
    from proposal join run on run.id = proposal.run_id
    where proposal.id = ${proposalId}
    for update of run`);
  if (!run) return null;
  const rows = await transaction.query<LockedProposal & { open: boolean }>(sql`
    select id, status, version, view_hash, args, proposed_args, tool, tool_hash, target_version, preview,
           policy_version, gated_by, required_approvals, approvers, hold_seconds, requester_id, summary,
           tool_call_id as call_id, position, expires_at <= now() as expired,
           status = 'pending' or (status = 'approved' and exists (
             select from execution where proposal_id = proposal.id and execution.status in ('ready', 'claimed'))) as open
    from proposal where group_id = ${run.groupId} order by position, proposed_at for update`);
  const proposal = rows.find((row) => row.id === proposalId);
  return proposal ? { run, proposal, open: rows.filter((row) => row.open) } : null;
}
