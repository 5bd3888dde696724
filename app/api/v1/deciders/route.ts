import { route } from '@/lib/api/route';
import { listDeciders } from '@/lib/services/policies/list-deciders';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/deciders', {
  GET: ({ app }) => listDeciders(app),
});
