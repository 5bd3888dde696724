import { route } from '@/lib/api/route';
import { getInboxItem } from '@/lib/services/inbox/get-inbox-item';
import { snoozeItem } from '@/lib/services/inbox/snooze-item';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/inbox/:id/snooze', {
  POST: async ({ app, actor, params, body }) => {
    await snoozeItem(app, actor, params.id, body);
    return { item: await getInboxItem(app, actor, params.id) };
  },
});
