import { route } from '@/lib/api/route';
import { changeRole } from '@/lib/services/people/change-role';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/people/:id/role', {
  POST: async ({ app, actor, params, body }) => ({ person: await changeRole(app, actor, params.id, body.role) }),
});
