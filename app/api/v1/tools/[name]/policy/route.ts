import { route } from '@/lib/api/route';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { savePolicy } from '@/lib/services/policies/save-policy';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tools/:name/policy', {
  GET: ({ app, params }) => getPolicy(app, params.name),
  PUT: ({ app, actor, params, version, body }) => savePolicy(app, actor, params.name, version, body),
});
