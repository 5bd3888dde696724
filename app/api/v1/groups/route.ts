import { route } from '@/lib/api/route';
import { listGroups } from '@/lib/services/groups/list-groups';
import { saveGroup } from '@/lib/services/groups/save-group';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/groups', {
  GET: ({ app }) => listGroups(app),
  POST: ({ app, actor, body }) => saveGroup(app, actor, body),
});
