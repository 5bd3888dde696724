import { route } from '@/lib/api/route';
import { listTokens } from '@/lib/services/tokens/list-tokens';
import { makeToken } from '@/lib/services/tokens/make-token';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tokens', {
  GET: ({ app, actor, query }) => listTokens(app, actor, query),
  POST: ({ app, actor, body }) => makeToken(app, actor, body),
});
