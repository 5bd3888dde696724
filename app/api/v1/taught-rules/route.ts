import { route } from '@/lib/api/route';
import { shortPage } from '@/lib/services/keyset';
import { listTaughtRules } from '@/lib/services/policies/list-taught-rules';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/taught-rules', {
  GET: async ({ app, query }) => shortPage((await listTaughtRules(app)).items, query, ({ id }) => id),
});
