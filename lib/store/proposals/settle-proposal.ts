import type { AuditActor } from '@/lib/domain/audit';
import { proposalTransitions, type ProposalStatus } from '@/lib/domain/proposal';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { ToolCallStatus } from '@/lib/domain/tool-call';
import { mayFollow } from '@/lib/domain/transition';
import { appendAudit, commitmentTo, subjectOf } from '../audit/append-audit';
import { closeInboxItem } from '../inbox/close-inbox-item';
import { settleCalls } from '../steps/tool-calls';
import type { LockedProposal } from './lock-proposal';
import { tellProposer } from './tell-proposer';

interface Settlement {
  status: Exclude<ProposalStatus, 'pending' | 'approved'>;
  /** What the call's result becomes for the model. */
  call: { status: ToolCallStatus; error: string };
  actor: AuditActor;
  /** Absent when time, a cancel or a changed target settled it. */
  by?: { id: string; name: string; verdict: 'reject' | 'respond'; words: string };
}

/** Ends a locked proposal without any effect: one compare-and-set, its call's result, its inbox item, its event. */
export async function settleProposal(
  transaction: Transaction,
  proposal: LockedProposal,
  settlement: Settlement,
): Promise<void> {
  if (!mayFollow(proposalTransitions, proposal.status, settlement.status)) {
    throw new Error(`A proposal can't go from ${proposal.status} to ${settlement.status}.`);
  }
  await transaction.query(sql`
    update proposal set status = ${settlement.status}::proposal_status, settled_at = now()
    where id = ${proposal.id} and status = ${proposal.status}::proposal_status`);
  const { status, error } = settlement.call;
  const { callId } = proposal;
  if (callId !== null) await settleCalls(transaction, [{ callId, status, output: null, error }]);
  await closeInboxItem(transaction, proposal.id, settlement.status, settlement.by?.id ?? null);
  await tellProposer(transaction, proposal, {
    version: proposal.version,
    status: settlement.status,
    givenApprovals: 0,
    edited: proposal.args !== proposal.proposedArgs,
    ...wordsOf(settlement),
  });
  await appendAudit(transaction, {
    action: settlement.status === 'rejected' ? 'proposal.decided' : `proposal.${settlement.status}`,
    actor: settlement.actor,
    subject: subjectOf(proposal),
    outcome: settlement.status,
    proposalVersion: proposal.version,
    viewHash: proposal.viewHash,
    argsCommitment: commitmentTo(proposal.args),
    policyVersion: proposal.policyVersion,
    toolHash: proposal.toolHash,
    ...(settlement.by && { verdict: settlement.by.verdict, wordsCommitment: commitmentTo(settlement.by.words) }),
  });
}

function wordsOf({ by, call, status }: Settlement) {
  if (!by) return status === 'superseded' ? { reason: call.error } : {};
  const actor = { id: by.id, name: by.name };
  return by.verdict === 'reject'
    ? { verdict: by.verdict, actor, reason: by.words }
    : { verdict: by.verdict, actor, message: by.words };
}
