import { route } from '@/lib/api/route';
import { shortPage } from '@/lib/services/keyset';
import { listOutsideAgents } from '@/lib/services/outside/list-outside-agents';
import { registerAgent } from '@/lib/services/outside/register-agent';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/agents', {
  GET: async ({ app, query }) => shortPage((await listOutsideAgents(app)).items, query, ({ name }) => name),
  POST: ({ app, actor, body }) => registerAgent(app, actor, body),
});
