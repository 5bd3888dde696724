import { route } from '@/lib/api/route';
import { getRunRecord } from '@/lib/services/runs/get-run-trace';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/runs/:id/record', {
  GET: ({ app, actor, params }) => getRunRecord(app, actor, params.id),
});
