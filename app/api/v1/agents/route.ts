import { route } from '@/lib/api/route';
import { listOutsideAgents } from '@/lib/services/outside/list-outside-agents';
import { registerAgent } from '@/lib/services/outside/register-agent';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/agents', {
  GET: ({ app }) => listOutsideAgents(app),
  POST: ({ app, actor, body }) => registerAgent(app, actor, body),
});
