import { route } from '@/lib/api/route';
import { getAgent } from '@/lib/services/agents/get-agent';
import { revokeAgent } from '@/lib/services/outside/revoke-agent';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/agents/:name/revoke', {
  POST: async ({ app, actor, params }) => {
    await revokeAgent(app, actor, params.name);
    return { agent: await getAgent(app, params.name) };
  },
});
