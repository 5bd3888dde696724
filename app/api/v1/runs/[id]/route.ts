import { route } from '@/lib/api/route';
import { getRun } from '@/lib/services/runs/get-run';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/runs/:id', {
  GET: async ({ app, actor, params }) => ({ run: await getRun(app, actor, params.id) }),
});
