import type { Confidence } from '@/lib/domain/confidence';
import type { Preview, ProposalStatus } from '@/lib/domain/proposal';
import type { ValueProvenance } from '@/lib/domain/provenance';
import type { OutsideCall } from '@/lib/domain/outside-agent';
import type { RunStatus } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';
import { readOutsideCall } from '../outside/read-outside-call';

/** A proposal as decisions work with it. */
export interface LockedProposal {
  id: string;
  status: ProposalStatus;
  version: number;
  viewHash: string;
  args: string;
  proposedArgs: string;
  provenance: ValueProvenance[];
  taint: string | null;
  confidence: Confidence | null;
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
  /** Null, with the call, when an outside agent proposed it. */
  runId: string | null;
  callId: string | null;
  position: number;
  expired: boolean;
  summary: string;
}

interface LockedRun {
  id: string;
  status: RunStatus;
  costUsd: number;
}

export interface LockedGroup {
  agent: string;
  /** The requester, for whom its tools are checked and previewed. */
  userId: string;
  customerId: string | null;
  /** The run it belongs to; null when an outside agent proposed it, whose words `outside` holds. */
  run: LockedRun | null;
  outside: OutsideCall | null;
  proposal: LockedProposal;
  /** The group's writes whose effect is still to come, this one among them, in call order. */
  open: LockedProposal[];
}

/**
 * Locks a proposal's run and then the open proposals of its group. Everyone who changes them takes the run's row
 * first, so decisions of siblings and the worker's commits follow each other. An outside agent's proposal has no run and
 * no siblings, so its own row is what everyone locks. Null when there is no such proposal.
 */
export async function lockProposal(transaction: Transaction, proposalId: string): Promise<LockedGroup | null> {
  const found = await findGroup(transaction, proposalId);
  return found && lockGroup(transaction, found);
}

/** What has to be known of a proposal to lock it; null when there is none. */
export async function findGroup(transaction: Transaction, proposalId: string): Promise<FoundGroup | null> {
  const [group] = await transaction.query<Omit<FoundGroup, 'proposalId'>>(sql`
    select proposal.run_id, proposal.group_id, proposal.agent, proposal.tool, proposal.requester_id as user_id,
           (select customer_id from app_user where id = proposal.requester_id) as customer_id
    from proposal where id = ${proposalId}`);
  return group ? { ...group, proposalId } : null;
}

/** Locks what was found, as `lockProposal` does. Its statements are on their way when this returns, in this order. */
export async function lockGroup(transaction: Transaction, found: FoundGroup): Promise<LockedGroup | null> {
  const { proposalId, agent, userId, customerId, runId, groupId } = found;
  const lockingRun = runId === null ? null : lockRun(transaction, runId);
  const lockingGroup = transaction.query<LockedProposal & { open: boolean }>(sql`
    select id, status, version, view_hash, args, proposed_args, provenance, taint,
           confidence, tool, tool_hash, target_version, preview,
           policy_version, gated_by, required_approvals, approvers, hold_seconds, requester_id, summary, run_id,
           tool_call_id as call_id, position, expires_at <= now() as expired,
           status = 'pending' or (status = 'approved' and exists (
             select from execution where proposal_id = proposal.id and execution.status in ('ready', 'claimed'))) as open
    from proposal where group_id = ${groupId} order by position, proposed_at for update`);
  const readingCall = runId === null ? readOutsideCall(transaction, proposalId) : null;
  const [run, rows, outside] = await Promise.all([lockingRun, lockingGroup, readingCall]);
  const proposal = rows.find((row) => row.id === proposalId);
  if (!proposal) return null;
  return { agent, userId, customerId, run, outside, proposal, open: rows.filter((row) => row.open) };
}

interface FoundGroup {
  proposalId: string;
  runId: string | null;
  groupId: string;
  agent: string;
  tool: string;
  userId: string;
  customerId: string | null;
}

async function lockRun(transaction: Transaction, runId: string): Promise<LockedRun> {
  const [run] = await transaction.query<LockedRun>(sql`
    select id, status, cost_usd from run where id = ${runId} for update`);
  if (!run) throw new Error(`Run ${runId} does not exist.`);
  return run;
}
