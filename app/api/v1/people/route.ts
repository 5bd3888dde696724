import { route } from '@/lib/api/route';
import { listPeople } from '@/lib/services/people/list-people';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/people', {
  GET: ({ app, query }) => listPeople(app, query),
});
