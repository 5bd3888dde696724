import { route } from '@/lib/api/route';
import { getProposal } from '@/lib/services/proposals/get-proposal';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals/:id', {
  GET: async ({ app, actor, params }) => ({ proposal: await getProposal(app, actor, params.id) }),
});
