import type { ArticleView } from '@/lib/api/contract/knowledge';
import { hasRole } from '@/lib/domain/role';
import { findPeople } from '@/lib/store/users/find-people';
import type { Actor, Application } from '../application';
import { articleViewOf, noArticle, readArticle, type ArticleRow } from './article-row';

/**
 * An article. Reviewers see every one; others those an agent of this deployment may use that are not archived. Throws
 * `not_found`.
 */
export async function getArticle(app: Application, actor: Actor, slug: string): Promise<ArticleView> {
  const article = await readArticle(app.database.autocommit, slug);
  if (!article) throw noArticle();
  if (hasRole(actor.role, 'reviewer')) return staffViewOf(app, article);
  if (article.archivedAt !== null || !isReadable(app, article)) throw noArticle();
  return articleViewOf(article);
}

/** An article with what only those who run the agents see. */
export async function staffViewOf({ database }: Application, article: ArticleRow): Promise<ArticleView> {
  const { tags, agents, authorId, reason } = article;
  const personOf = await findPeople(database, [authorId]);
  return { ...articleViewOf(article), tags, agents, author: personOf(authorId), reason };
}

/** Whoever is signed in may talk to every agent here, so they may read what any of them reads. */
function isReadable({ registry }: Application, { agents }: ArticleRow): boolean {
  return agents.length === 0 || agents.some((name) => registry.agents.has(name));
}
