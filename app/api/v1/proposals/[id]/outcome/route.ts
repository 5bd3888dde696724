import { route } from '@/lib/api/route';
import { getOwnProposal } from '@/lib/services/outside/get-own-proposal';
import { reportOutcome } from '@/lib/services/outside/report-outcome';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals/:id/outcome', {
  POST: async ({ app, actor, params, body }) => {
    await reportOutcome(app, actor, params.id, body);
    return { proposal: await getOwnProposal(app, actor, params.id) };
  },
});
