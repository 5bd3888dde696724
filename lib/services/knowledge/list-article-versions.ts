import type { ArticleVersionPage, ListArticleVersionsInput } from '@/lib/api/contract/knowledge';
import type { ArticleContent } from '@/lib/domain/knowledge';
import { sql } from '@/lib/domain/sql';
import type { Application } from '../application';
import { pageVersions } from '../version-page';
import { noArticle } from './article-row';

interface VersionRow extends ArticleContent {
  version: number;
  archived: boolean;
  authorId: string;
  reason: string;
  createdAt: Date;
  before: ArticleContent | null;
}

/** An article's versions, newest first, each with what the one before it said. Throws not_found. */
export async function listArticleVersions(
  { database }: Application,
  slug: string,
  page: ListArticleVersionsInput,
): Promise<ArticleVersionPage> {
  const read = (below: number, atMost: number) =>
    database.query<VersionRow>(sql`
      select version, title, body, tags, agents, archived, author_id, reason, created_at,
             (select json_build_object('title', title, 'body', body, 'tags', tags, 'agents', agents)
              from knowledge_version as earlier
              where earlier.slug = made.slug and earlier.version = made.version - 1) as before
      from knowledge_version as made
      where slug = ${slug} and version < ${below} order by version desc limit ${atMost}`);
  const versions = await pageVersions(
    database,
    page,
    read,
    ({ archived, reason, before, title, body, tags, agents }, made) => ({
      ...made,
      reason,
      archived,
      content: { title, body, tags, agents },
      before,
    }),
  );
  if (versions.items.length === 0 && page.cursor === undefined) throw noArticle();
  return versions;
}
