import { route } from '@/lib/api/route';
import { getRunPrompt } from '@/lib/services/runs/read-prompts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/runs/:id/prompt', {
  GET: async ({ app, actor, params, query }) => ({ parts: await getRunPrompt(app, actor, params.id, query) }),
});
