import { route } from '@/lib/api/route';
import { rollBackPolicy } from '@/lib/services/policies/roll-back-policy';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tools/:name/policy/rollback', {
  POST: ({ app, actor, params, version, body }) => rollBackPolicy(app, actor, params.name, version, body),
});
