import { route } from '@/lib/api/route';
import { retryDeadLetter } from '@/lib/services/dead-letters/retry-dead-letter';
import { getRun } from '@/lib/services/runs/get-run';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/dead-letters/:id/retry', {
  POST: async ({ app, actor, params }) => {
    await retryDeadLetter(app, actor, params.id);
    return { run: await getRun(app, actor, params.id) };
  },
});
