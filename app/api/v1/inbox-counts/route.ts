import { route } from '@/lib/api/route';
import { countInbox } from '@/lib/services/inbox/count-inbox';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/inbox-counts', {
  GET: ({ app, actor }) => countInbox(app, actor),
});
