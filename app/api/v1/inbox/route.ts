import { route } from '@/lib/api/route';
import { listInbox } from '@/lib/services/inbox/list-inbox';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/inbox', {
  GET: ({ app, actor, query }) => listInbox(app, actor, query),
});
