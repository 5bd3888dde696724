import { route } from '@/lib/api/route';
import { getConversation } from '@/lib/services/conversations/get-conversation';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/conversations/:id', {
  GET: async ({ app, actor, params }) => ({ conversation: await getConversation(app, actor, params.id) }),
});
