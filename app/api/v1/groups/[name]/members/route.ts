import { route } from '@/lib/api/route';
import { setMember } from '@/lib/services/groups/set-member';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/groups/:name/members', {
  POST: ({ app, actor, params, body }) => setMember(app, actor, params.name, body),
});
