import { route } from '@/lib/api/route';
import { listTools } from '@/lib/services/policies/list-tools';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/tools', {
  GET: ({ app, query }) => listTools(app, query),
});
