import { route } from '@/lib/api/route';
import { getRun } from '@/lib/services/runs/get-run';
import { listRuns } from '@/lib/services/runs/list-runs';
import { startRun } from '@/lib/services/runs/start-run';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/runs', {
  GET: ({ app, actor, query }) => listRuns(app, actor, query),
  POST: async ({ app, actor, body, operationId }) => {
    const { runId } = await startRun(app, actor, body, operationId);
    return { run: await getRun(app, actor, runId) };
  },
});
