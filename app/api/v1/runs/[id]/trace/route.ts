import { route } from '@/lib/api/route';
import { getRunTrace } from '@/lib/services/runs/get-run-trace';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/runs/:id/trace', {
  GET: async ({ app, actor, params }) => ({ trace: await getRunTrace(app, actor, params.id) }),
});
