import { route } from '@/lib/api/route';
import { unlinkPerson } from '@/lib/services/people/unlink-person';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/people/:id/unlink', {
  POST: async ({ app, actor, params }) => ({ person: await unlinkPerson(app, actor, params.id) }),
});
