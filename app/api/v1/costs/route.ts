import { route } from '@/lib/api/route';
import { getCosts } from '@/lib/services/costs/get-costs';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/costs', {
  GET: ({ app, query }) => getCosts(app, query),
});
