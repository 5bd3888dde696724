import { route } from '@/lib/api/route';
import { getArticle } from '@/lib/services/knowledge/get-article';
import { saveArticle } from '@/lib/services/knowledge/save-article';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/knowledge/:slug', {
  GET: async ({ app, actor, params }) => ({ article: await getArticle(app, actor, params.slug) }),
  PUT: async ({ app, actor, params, version, body }) => ({
    article: await saveArticle(app, actor, params.slug, version, body),
  }),
});
