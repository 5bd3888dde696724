import { route } from '@/lib/api/route';
import { suggestRule } from '@/lib/services/policies/suggest-rule';
import { teachRule } from '@/lib/services/policies/teach-rule';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals/:id/rule', {
  GET: ({ app, params }) => suggestRule(app, params.id),
  POST: ({ app, actor, params, version, body }) => teachRule(app, actor, params.id, version, body),
});
