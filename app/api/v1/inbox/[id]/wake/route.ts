import { route } from '@/lib/api/route';
import { getInboxItem } from '@/lib/services/inbox/get-inbox-item';
import { wakeItem } from '@/lib/services/inbox/snooze-item';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/inbox/:id/wake', {
  POST: async ({ app, actor, params }) => {
    await wakeItem(app, actor, params.id);
    return { item: await getInboxItem(app, actor, params.id) };
  },
});
