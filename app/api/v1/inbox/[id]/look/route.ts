import { route } from '@/lib/api/route';
import { lookAtItem } from '@/lib/services/inbox/look-at-item';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/inbox/:id/look', {
  POST: async ({ app, actor, params, body }) => ({ looking: await lookAtItem(app, actor, params.id, body.open) }),
});
