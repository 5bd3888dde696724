import { route } from '@/lib/api/route';
import { listConversations } from '@/lib/services/conversations/list-conversations';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/conversations', {
  GET: ({ app, actor, query }) => listConversations(app, actor, query),
});
