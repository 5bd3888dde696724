import { route } from '@/lib/api/route';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { getProposal } from '@/lib/services/proposals/get-proposal';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/executions/:id/revert', {
  POST: async ({ app, actor, params, operationId }) => {
    const { proposalId } = await revertExecution(app, actor, params.id, operationId);
    return { proposal: await getProposal(app, actor, proposalId) };
  },
});
