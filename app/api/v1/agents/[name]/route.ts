import { route } from '@/lib/api/route';
import { getAgent } from '@/lib/services/agents/get-agent';
import { saveAgent } from '@/lib/services/agents/save-agent';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/agents/:name', {
  GET: async ({ app, params }) => ({ agent: await getAgent(app, params.name) }),
  PUT: async ({ app, actor, params, version, body }) => ({
    agent: await saveAgent(app, actor, params.name, version, body),
  }),
});
