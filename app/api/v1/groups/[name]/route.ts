import { route } from '@/lib/api/route';
import { deleteGroup } from '@/lib/services/groups/delete-group';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/groups/:name', {
  DELETE: ({ app, actor, params }) => deleteGroup(app, actor, params.name),
});
