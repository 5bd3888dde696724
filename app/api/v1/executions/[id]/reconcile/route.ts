import { route } from '@/lib/api/route';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { getProposal } from '@/lib/services/proposals/get-proposal';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/executions/:id/reconcile', {
  POST: async ({ app, actor, params, body }) => {
    const { proposalId } = await reconcileExecution(app, actor, params.id, body);
    return { proposal: await getProposal(app, actor, proposalId) };
  },
});
