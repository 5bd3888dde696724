import { route } from '@/lib/api/route';
import { invite } from '@/lib/services/invitations/invite';
import { listInvitations } from '@/lib/services/invitations/list-invitations';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/invitations', {
  GET: ({ app }) => listInvitations(app),
  POST: ({ app, actor, body }) => invite(app, actor, body),
});
