import type { ArticleView } from '@/lib/api/contract/knowledge';
import { CountersignError } from '@/lib/domain/errors';
import type { ArticleContent } from '@/lib/domain/knowledge';
import { sql, type Transaction } from '@/lib/domain/sql';

/** An article as it stands, with what its latest version says of itself. */
export interface ArticleRow extends ArticleContent {
  slug: string;
  version: number;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  authorId: string;
  reason: string;
}

/** Reads an article; undefined when there is none. */
export async function readArticle(transaction: Transaction, slug: string): Promise<ArticleRow | undefined> {
  const [row] = await transaction.query<ArticleRow>(sql`
    select article.slug, article.version, article.title, article.body, article.tags, article.agents,
           article.archived_at, article.created_at, article.updated_at, latest.author_id, latest.reason
    from knowledge_article as article
    join knowledge_version as latest on latest.slug = article.slug and latest.version = article.version
    where article.slug = ${slug}`);
  return row;
}

/** What everybody who may read an article sees of it. */
export function articleViewOf({ slug, version, title, body, archivedAt, ...row }: ArticleRow): ArticleView {
  return {
    slug,
    version,
    title,
    body,
    archived: archivedAt !== null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function noArticle(): CountersignError {
  return new CountersignError('not_found', 'There is no such article, or it is no longer one.');
}
