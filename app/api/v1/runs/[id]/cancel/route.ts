import { route } from '@/lib/api/route';
import { cancelRun } from '@/lib/services/runs/cancel-run';
import { getRun } from '@/lib/services/runs/get-run';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/runs/:id/cancel', {
  POST: async ({ app, actor, params }) => {
    await cancelRun(app, actor, params.id);
    return { run: await getRun(app, actor, params.id) };
  },
});
