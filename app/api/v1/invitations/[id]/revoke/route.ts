import { route } from '@/lib/api/route';
import { revokeInvitation } from '@/lib/services/invitations/revoke-invitation';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/invitations/:id/revoke', {
  POST: ({ app, actor, params }) => revokeInvitation(app, actor, params.id),
});
