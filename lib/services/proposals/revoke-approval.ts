import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import { lockOpenProposals } from '@/lib/store/proposals/lock-open-proposals';
import { lockProposal } from '@/lib/store/proposals/lock-proposal';
import { withdrawProposal } from '@/lib/store/proposals/withdraw-open-calls';
import { wakeRun } from '@/lib/store/runs/wake-run';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { previewGroup } from './group-chain';
import { refreshLaterSiblings } from './refresh-proposal';
import { requireDecider } from './require-decider';

/**
 * Takes an approval back before anything was sent, as a hold gives time for. The agent is told that nothing ran, and
 * later writes of the turn are drawn again without this one. Throws not_found, not_entitled, self_review, or too_late
 * once it is being sent, has run or was never approved.
 */
export async function revokeApproval(app: Application, actor: Actor, proposalId: string): Promise<void> {
  await app.database.transaction(async (transaction) => {
    const group = await lockProposal(transaction, proposalId);
    if (!group) throw notFound('proposal');
    const current = await requireDecider(transaction, actor, group.proposal);
    const open = await lockOpenProposals(transaction, sql`proposal.id = ${proposalId}`);
    const approved = open.find(({ status }) => status === 'approved');
    // An outside agent may act from the end of the hold on, and nobody sees when it does.
    const mayHaveActed = group.run === null ? !approved?.held : approved?.executionStatus === 'dispatching';
    if (!approved || mayHaveActed) {
      throw new CountersignError('too_late', 'Too late: there is no approval here that has not been acted on.');
    }
    const why = 'A reviewer took the approval back before it was sent. Nothing was changed.';
    await withdrawProposal(transaction, approved, { why, actor: auditActor(current) });
    const rest = { ...group, open: group.open.filter((sibling) => sibling.id !== proposalId) };
    const results = await previewGroup(app, transaction, rest);
    await refreshLaterSiblings(app, transaction, rest, group.proposal.position, results);
    await wakeRun(transaction, group.proposal.runId);
  });
}
