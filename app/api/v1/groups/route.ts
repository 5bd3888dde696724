import { route } from '@/lib/api/route';
import { listGroups } from '@/lib/services/groups/list-groups';
import { shortPage } from '@/lib/services/keyset';
import { saveGroup } from '@/lib/services/groups/save-group';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/groups', {
  GET: async ({ app, query }) => shortPage((await listGroups(app)).items, query, ({ name }) => name),
  POST: ({ app, actor, body }) => saveGroup(app, actor, body),
});
