import { route } from '@/lib/api/route';
import { getOwnProposal } from '@/lib/services/outside/get-own-proposal';
import { getProposal } from '@/lib/services/proposals/get-proposal';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals/:id', {
  GET: async ({ app, actor, params: { id } }) => ({
    proposal: 'agent' in actor ? await getOwnProposal(app, actor, id) : await getProposal(app, actor, id),
  }),
});
