import { route } from '@/lib/api/route';
import { previewEdit } from '@/lib/services/proposals/preview-edit';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/proposals/:id/preview', {
  POST: ({ app, actor, params, body }) => previewEdit(app, actor, params.id, body),
});
