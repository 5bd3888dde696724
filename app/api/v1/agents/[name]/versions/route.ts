import { route } from '@/lib/api/route';
import { listAgentVersions } from '@/lib/services/agents/list-agent-versions';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/agents/:name/versions', {
  GET: ({ app, params, query }) => listAgentVersions(app, params.name, query),
});
