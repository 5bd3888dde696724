import { route } from '@/lib/api/route';
import { getProposal } from '@/lib/services/proposals/get-proposal';
import { revokeApproval } from '@/lib/services/proposals/revoke-approval';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals/:id/revoke', {
  POST: async ({ app, actor, params }) => {
    await revokeApproval(app, actor, params.id);
    return { proposal: await getProposal(app, actor, params.id) };
  },
});
