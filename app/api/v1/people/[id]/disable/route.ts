import { route } from '@/lib/api/route';
import { disablePerson } from '@/lib/services/people/switch-access';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/people/:id/disable', {
  POST: async ({ app, actor, params }) => ({ person: await disablePerson(app, actor, params.id) }),
});
