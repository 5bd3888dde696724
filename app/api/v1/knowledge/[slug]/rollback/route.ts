import { route } from '@/lib/api/route';
import { rollBackArticle } from '@/lib/services/knowledge/save-article';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/knowledge/:slug/rollback', {
  POST: async ({ app, actor, params, version, body }) => ({
    article: await rollBackArticle(app, actor, params.slug, version, body),
  }),
});
