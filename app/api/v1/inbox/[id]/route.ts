import { route } from '@/lib/api/route';
import { getInboxItem } from '@/lib/services/inbox/get-inbox-item';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/inbox/:id', {
  GET: async ({ app, actor, params }) => ({ item: await getInboxItem(app, actor, params.id) }),
});
