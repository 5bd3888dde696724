import { route } from '@/lib/api/route';
import { invite } from '@/lib/services/invitations/invite';
import { shortPage } from '@/lib/services/keyset';
import { listInvitations } from '@/lib/services/invitations/list-invitations';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/invitations', {
  GET: async ({ app, query }) => shortPage((await listInvitations(app)).items, query, ({ id }) => id),
  POST: ({ app, actor, body }) => invite(app, actor, body),
});
