import { z } from 'zod';
import type { ArticleVersionPage, ListArticleVersionsInput } from '@/lib/api/contract/knowledge';
import type { ArticleContent } from '@/lib/domain/knowledge';
import { sql } from '@/lib/domain/sql';
import { findPeople } from '@/lib/store/users/find-people';
import type { Application } from '../application';
import { readCursor, toPage } from '../keyset';
import { noArticle } from './article-row';

interface VersionRow extends ArticleContent {
  version: number;
  archived: boolean;
  authorId: string;
  reason: string;
  createdAt: Date;
  before: ArticleContent | null;
}

const key = z.tuple([z.string().regex(/^\d{1,9}$/)]);

/** An article's versions, newest first, each with what the one before it said. Throws not_found. */
export async function listArticleVersions(
  { database }: Application,
  slug: string,
  { limit, cursor }: ListArticleVersionsInput,
): Promise<ArticleVersionPage> {
  const [last] = readCursor(key, cursor) ?? [];
  const rows = await database.query<VersionRow>(sql`
    select version, title, body, tags, agents, archived, author_id, reason, created_at,
           (select json_build_object('title', title, 'body', body, 'tags', tags, 'agents', agents)
            from knowledge_version as earlier
            where earlier.slug = made.slug and earlier.version = made.version - 1) as before
    from knowledge_version as made
    where slug = ${slug} and version < ${last === undefined ? 2_147_483_647 : Number(last)}
    order by version desc limit ${limit + 1}`);
  if (rows.length === 0 && last === undefined) throw noArticle();
  const personOf = await findPeople(
    database,
    rows.map(({ authorId }) => authorId),
  );
  return toPage(
    rows,
    limit,
    ({ version }) => [String(version)],
    ({ version, archived, authorId, reason, createdAt, before, title, body, tags, agents }) => ({
      version,
      author: personOf(authorId) ?? { id: authorId, name: authorId },
      reason,
      createdAt: createdAt.toISOString(),
      archived,
      content: { title, body, tags, agents },
      before,
    }),
  );
}
