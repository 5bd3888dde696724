import { route } from '@/lib/api/route';
import { shortPage } from '@/lib/services/keyset';
import { listTokens } from '@/lib/services/tokens/list-tokens';
import { makeToken } from '@/lib/services/tokens/make-token';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tokens', {
  GET: async ({ app, actor, query }) => shortPage((await listTokens(app, actor, query)).items, query, ({ id }) => id),
  POST: ({ app, actor, body }) => makeToken(app, actor, body),
});
