import { route } from '@/lib/api/route';
import { archiveArticle } from '@/lib/services/knowledge/save-article';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/knowledge/:slug/archive', {
  POST: async ({ app, actor, params, version, body }) => ({
    article: await archiveArticle(app, actor, params.slug, version, body),
  }),
});
