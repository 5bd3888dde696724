import { route } from '@/lib/api/route';
import { countRuns } from '@/lib/services/runs/count-runs';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/run-counts', {
  GET: ({ app, actor, query }) => countRuns(app, actor, query),
});
