import { uuidv7 } from 'uuidv7';
import { CountersignError } from '@/lib/domain/errors';
import type { DecisionInput } from '@/lib/api/contract/decision';
import type { JsonObject } from '@/lib/domain/json';
import { sql } from '@/lib/domain/sql';
import { readPolicy } from '@/lib/store/policies/read-policy';
import { findGroup, lockGroup } from '@/lib/store/proposals/lock-proposal';
import { wakeRun } from '@/lib/store/runs/wake-run';
import type { Actor, Application } from '../application';
import { approveProposal } from './approve-proposal';
import type { Deciding } from './deciding';
import { editProposal } from './edit-proposal';
import { expireLocked } from './expire-proposals';
import { getProposal } from './get-proposal';
import { previewGroup } from './group-chain';
import { refreshLaterSiblings, refreshProposal } from './refresh-proposal';
import { rejectProposal } from './reject-proposal';
import { requireConfirmation } from './require-confirmation';
import { entitled, readDecider } from './require-decider';

/** A refusal that must not undo what the transaction found out: it commits first and is thrown after. */
type Outcome = { decided: true } | { decided: false; error: CountersignError };

/**
 * Takes a person's answer to a proposal and gives the decision's id. One transaction: the compare-and-set on version
 * and view hash, the decision, the execution it allows, and the run's return to the queue. Throws not_found,
 * not_entitled, self_review, invalid_fields, denied_by_policy; and already_decided, expired, stale_version or
 * changed_since as 409 with the proposal as it is now. Nothing runs unless this returns. A `decisionId` that was taken
 * before is a repeat after a lost answer: it is given again and nothing more happens.
 */
export async function decideProposal(
  app: Application,
  actor: Actor,
  proposalId: string,
  input: DecisionInput,
  decisionId: string = uuidv7(),
): Promise<{ decisionId: string }> {
  try {
    const outcome = await app.database.transaction(async (transaction) => {
      const found = await findGroup(transaction, proposalId);
      // Sent together: the person is read when the locks are held.
      const [group, decider, policy, taken] = await Promise.all([
        found && lockGroup(transaction, found),
        readDecider(transaction, actor),
        found && readPolicy(transaction, found.tool),
        transaction.query(sql`select id from decision where id = ${decisionId}`),
      ]);
      if (!group || !policy) throw new CountersignError('not_found', 'There is no such proposal.');
      const current = entitled(decider, group.proposal);
      if (taken.length > 0) return { decided: true } as const;
      return decide({ app, transaction, group, actor: current, input, decisionId, policy });
    });
    if (!outcome.decided) throw outcome.error;
    return { decisionId };
  } catch (error) {
    throw await withCurrentProposal(app, actor, proposalId, error);
  }
}

async function decide(deciding: Deciding): Promise<Outcome> {
  const { app, transaction, group, input } = deciding;
  const { proposal } = group;
  if (proposal.status !== 'pending') return refuse('already_decided', `This proposal is already ${proposal.status}.`);
  if (proposal.expired) {
    await expireLocked(app, transaction, group);
    return refuse('expired', 'The time to decide is over. Nothing was sent.');
  }
  if (input.version !== proposal.version || input.viewHash !== proposal.viewHash) {
    return refuse('stale_version', 'This proposal changed since you opened it. Look at it again. Nothing was sent.');
  }
  if (input.verdict === 'reject' || input.verdict === 'respond') await rejectProposal(deciding);
  else {
    const changed = await findChange(deciding);
    if (changed) return changed;
    if (input.verdict === 'edit') await editProposal(deciding);
    else await approveAsShown(deciding);
  }
  await wakeRun(transaction, proposal.runId);
  return { decided: true };
}

/** What a person approves must be what would happen now; if not, they get the new version to look at instead. */
async function findChange({ app, transaction, group, policy }: Deciding): Promise<Outcome | null> {
  const { proposal } = group;
  const results = await previewGroup(app, transaction, group);
  const result = results.get(proposal.id);
  if (!result) throw new Error(`Proposal ${proposal.id} is pending but not open.`);
  const refreshed = await refreshProposal(app, transaction, group, { proposal, result, policy });
  if (refreshed === 'unchanged') return null;
  await refreshLaterSiblings(app, transaction, group, proposal.position, results);
  if (refreshed === 'superseded') await wakeRun(transaction, proposal.runId);
  return refuse('changed_since', `${changeWords[refreshed]} Nothing was sent.`);
}

const changeWords = {
  other_effect: 'The record changed since you looked. Look at what would happen now.',
  other_rules: 'The rules for this call changed since you looked. Look at what it takes now.',
  superseded: 'As things are now this call would be refused, so it was withdrawn and the agent told why.',
};

async function approveAsShown(deciding: Deciding): Promise<void> {
  const { transaction, group, actor, input, decisionId } = deciding;
  const { proposal } = group;
  requireConfirmation(deciding, JSON.parse(proposal.args) as JsonObject);
  await approveProposal(transaction, proposal, actor, {
    ...proposal,
    decisionId,
    verdict: 'approve',
    visibleMs: input.visibleMs,
  });
}

function refuse(code: 'already_decided' | 'expired' | 'stale_version' | 'changed_since', message: string): Outcome {
  return { decided: false, error: new CountersignError(code, message) };
}

/** A 409 shows the loser of a race what stands now. */
async function withCurrentProposal(app: Application, actor: Actor, proposalId: string, error: unknown) {
  if (!(error instanceof CountersignError) || error.status !== 409) return error;
  const proposal = await getProposal(app, actor, proposalId);
  return new CountersignError(error.code, error.message, { errors: error.errors, body: { ...error.body, proposal } });
}
