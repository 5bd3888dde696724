import { route } from '@/lib/api/route';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { getProposal } from '@/lib/services/proposals/get-proposal';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals/:id/decisions', {
  POST: async ({ app, actor, params, body, operationId }) => {
    const { decisionId } = await decideProposal(app, actor, params.id, body, operationId);
    const proposal = await getProposal(app, actor, params.id);
    const decision = proposal.decisions.find(({ id }) => id === decisionId);
    if (!decision) throw new Error(`Decision ${decisionId} was taken but is not there.`);
    return { decision, proposal };
  },
});
