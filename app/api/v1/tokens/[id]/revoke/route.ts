import { route } from '@/lib/api/route';
import { endToken } from '@/lib/services/tokens/end-token';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tokens/:id/revoke', {
  POST: ({ app, actor, params }) => endToken(app, actor, params.id),
});
