import { route } from '@/lib/api/route';
import { revokeTaughtRule } from '@/lib/services/policies/revoke-taught-rule';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/taught-rules/:id', {
  DELETE: ({ app, actor, params }) => revokeTaughtRule(app, actor, params.id),
});
