import { route } from '@/lib/api/route';
import { listMisses } from '@/lib/services/knowledge/list-misses';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/knowledge-misses', {
  GET: ({ app }) => listMisses(app),
});
