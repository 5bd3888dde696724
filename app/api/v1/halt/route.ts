import { route } from '@/lib/api/route';
import { listHalts } from '@/lib/services/halt/list-halts';
import { halt } from '@/lib/services/halt/switch-halt';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/halt', {
  GET: ({ app }) => listHalts(app),
  POST: ({ app, actor, body }) => halt(app, actor, body),
});
