import { route } from '@/lib/api/route';
import { resume } from '@/lib/services/halt/switch-halt';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/resume', {
  POST: ({ app, actor, body }) => resume(app, actor, body),
});
