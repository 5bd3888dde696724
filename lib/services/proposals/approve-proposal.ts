import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { REPORT_WITHIN_SECONDS } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit, commitmentTo, subjectOf } from '@/lib/store/audit/append-audit';
import { closeInboxItem } from '@/lib/store/inbox/close-inbox-item';
import { countStandingApprovals } from '@/lib/store/proposals/count-standing-approvals';
import type { LockedProposal } from '@/lib/store/proposals/lock-proposal';
import { tellProposer } from '@/lib/store/proposals/tell-proposer';
import type { Actor } from '../application';

export interface Approval {
  decisionId: string;
  verdict: 'approve' | 'edit';
  /** The version approved, with its hash and arguments: after an edit the one the edit made. */
  version: number;
  viewHash: string;
  args: string;
  requiredApprovals: number;
  holdSeconds: number;
  policyVersion: number;
  toolHash: string;
  /** How long the card was in sight, as the browser said. */
  visibleMs: number | undefined;
}

/**
 * Stores a person's approval of one version. When enough distinct people gave theirs, the proposal is approved and
 * its one execution is made, in the same transaction. A second approval by the same person is a 409.
 */
export async function approveProposal(
  transaction: Transaction,
  proposal: LockedProposal,
  actor: Actor,
  approval: Approval,
): Promise<void> {
  await insertApproval(transaction, proposal, actor, approval);
  // One that needs no other has no other: it would have been approved by that one.
  const given =
    approval.requiredApprovals === 1 ? 1 : await countStandingApprovals(transaction, proposal.id, approval.version);
  const approved = given >= approval.requiredApprovals;
  if (approved) await makeExecution(transaction, proposal, approval);
  // Only who has to be told of the hold waits for it.
  const holdUntil = approved && approval.holdSeconds > 0 ? await readHold(transaction, proposal.id) : null;
  if (approved) await closeInboxItem(transaction, proposal.id, 'approved', actor.userId);
  else await transaction.send(sql`update inbox_item set given_approvals = ${given} where id = ${proposal.id}`);
  await tellProposer(transaction, proposal, {
    version: approval.version,
    status: approved ? 'approved' : 'pending',
    verdict: approval.verdict,
    actor: { id: actor.userId, name: actor.name },
    givenApprovals: given,
    edited: approval.args !== proposal.proposedArgs,
    ...(holdUntil ? { holdUntil: holdUntil.toISOString() } : {}),
  });
  await appendAudit(transaction, {
    action: 'proposal.decided',
    actor: auditActor(actor),
    subject: subjectOf(proposal, { decisionId: approval.decisionId }),
    verdict: approval.verdict,
    outcome: approved ? 'approved' : 'pending',
    proposalVersion: approval.version,
    viewHash: approval.viewHash,
    argsCommitment: commitmentTo(approval.args),
    policyVersion: approval.policyVersion,
    toolHash: approval.toolHash,
  });
}

async function insertApproval(transaction: Transaction, proposal: LockedProposal, actor: Actor, approval: Approval) {
  const repeated = () =>
    new CountersignError('already_decided', 'You have already approved this version; it needs another person.');
  const inserting = sql`
    insert into decision (id, proposal_id, proposal_version, verdict, actor_id, view_hash, args, visible_ms)
    values (${approval.decisionId}, ${proposal.id}, ${approval.version}, ${approval.verdict}::decision_verdict,
            ${actor.userId}, ${approval.viewHash}, ${approval.verdict === 'edit' ? approval.args : null},
            ${approval.visibleMs ?? null})
    on conflict (proposal_id, proposal_version, actor_id) do nothing`;
  await transaction.sendChange(inserting, repeated);
}

/**
 * The idempotency key is random, minted here, kept across retries and never used again. An approval holds as long after
 * its hold as its proposal could wait for it; one that an agent elsewhere carries out, until that has to report.
 */
async function makeExecution(transaction: Transaction, proposal: LockedProposal, approval: Approval): Promise<void> {
  const { id } = proposal;
  const { version, holdSeconds } = approval;
  await transaction.sendChange(
    sql`
      update proposal set status = 'approved', settled_at = now()
      where id = ${id} and status = 'pending' and version = ${version}`,
    () => new Error(`Proposal ${id} was not pending at version ${version}.`),
  );
  await transaction.send(sql`
    insert into execution (id, proposal_id, proposal_version, run_id, status, idempotency_key, args_hash, hold_until,
                           execute_by)
    select gen_random_uuid()::text, id, version, run_id, 'ready', gen_random_uuid()::text,
           encode(sha256(convert_to(args, 'UTF8')), 'hex'), hold_until, hold_until + patience
    from proposal, make_interval(secs => ${holdSeconds}) as hold, lateral (
      select now() + hold as hold_until,
             case when run_id is null then make_interval(secs => ${REPORT_WITHIN_SECONDS})
                  else expires_at - proposed_at end as patience
    ) as times
    where id = ${id}`);
}

async function readHold(transaction: Transaction, proposalId: string): Promise<Date | null> {
  const [execution] = await transaction.query<{ holdUntil: Date }>(sql`
    select hold_until from execution where proposal_id = ${proposalId} order by created_at desc limit 1`);
  return execution?.holdUntil ?? null;
}
