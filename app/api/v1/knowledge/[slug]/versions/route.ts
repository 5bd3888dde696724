import { route } from '@/lib/api/route';
import { listArticleVersions } from '@/lib/services/knowledge/list-article-versions';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/knowledge/:slug/versions', {
  GET: ({ app, params, query }) => listArticleVersions(app, params.slug, query),
});
