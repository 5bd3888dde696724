import { route } from '@/lib/api/route';
import { shortPage } from '@/lib/services/keyset';
import { listMisses } from '@/lib/services/knowledge/list-misses';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/knowledge-misses', {
  GET: async ({ app, query }) => {
    const { items } = await listMisses(app);
    return shortPage(items, query, (miss) => `${miss.agent} ${miss.query}`);
  },
});
