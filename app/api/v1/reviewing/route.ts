import { route } from '@/lib/api/route';
import { listReviewing } from '@/lib/services/reviewing/list-reviewing';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/reviewing', {
  GET: ({ app, actor, query }) => listReviewing(app, actor, query),
});
