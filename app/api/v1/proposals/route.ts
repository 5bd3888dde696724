import { route } from '@/lib/api/route';
import { getOwnProposal } from '@/lib/services/outside/get-own-proposal';
import { proposeCall } from '@/lib/services/outside/propose-call';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals', {
  POST: async ({ app, actor, body, operationId }) => {
    const { proposalId } = await proposeCall(app, actor, body, operationId);
    return { proposal: await getOwnProposal(app, actor, proposalId) };
  },
});
