import { route } from '@/lib/api/route';
import { getFigures } from '@/lib/services/figures/get-figures';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/metrics/summary', {
  GET: ({ app, query }) => getFigures(app, query),
});
