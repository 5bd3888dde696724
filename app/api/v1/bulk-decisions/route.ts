import { route } from '@/lib/api/route';
import { decideMany } from '@/lib/services/proposals/decide-many';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/bulk-decisions', {
  POST: async ({ app, actor, body, operationId }) => ({ results: await decideMany(app, actor, body, operationId) }),
});
