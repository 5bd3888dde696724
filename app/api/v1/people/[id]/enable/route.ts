import { route } from '@/lib/api/route';
import { enablePerson } from '@/lib/services/people/switch-access';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/people/:id/enable', {
  POST: async ({ app, actor, params }) => ({ person: await enablePerson(app, actor, params.id) }),
});
