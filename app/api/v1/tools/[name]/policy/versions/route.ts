import { route } from '@/lib/api/route';
import { listPolicyVersions } from '@/lib/services/policies/list-policy-versions';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tools/:name/policy/versions', {
  GET: ({ app, params, query }) => listPolicyVersions(app, params.name, query),
});
