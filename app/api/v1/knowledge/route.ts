import { route } from '@/lib/api/route';
import { listArticles } from '@/lib/services/knowledge/list-articles';
import { createArticle } from '@/lib/services/knowledge/save-article';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/knowledge', {
  GET: ({ app, query }) => listArticles(app, query),
  POST: async ({ app, actor, body }) => ({ article: await createArticle(app, actor, body) }),
});
