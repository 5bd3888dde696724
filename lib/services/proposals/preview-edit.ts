import type { PreviewAnswer, PreviewInput } from '@/lib/api/contract/proposal';
import { CountersignError } from '@/lib/domain/errors';
import { lockProposal } from '@/lib/store/proposals/lock-proposal';
import type { Actor, Application } from '../application';
import { judgeEdit } from './edit-proposal';
import { requireDecider } from './require-decider';

/**
 * What a proposal edited to these arguments would do, with the view hash the edit may carry. Nothing is stored.
 * Throws like an edit does.
 */
export async function previewEdit(
  app: Application,
  actor: Actor,
  proposalId: string,
  input: PreviewInput,
): Promise<PreviewAnswer> {
  return app.database.transaction(async (transaction) => {
    const group = await lockProposal(transaction, proposalId);
    if (!group) throw new CountersignError('not_found', 'There is no such proposal.');
    await requireDecider(transaction, actor, group.proposal);
    if (group.proposal.status !== 'pending') {
      throw new CountersignError('already_decided', `This proposal is already ${group.proposal.status}.`);
    }
    const { write, judged, confirmation } = await judgeEdit(app, transaction, group, input.args);
    const drawn = { preview: write.preview, viewHash: judged.viewHash, summary: write.summary };
    return confirmation ? { ...drawn, confirmation } : drawn;
  });
}
