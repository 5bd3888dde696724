import { z } from 'zod';
import type { ArticlePage, ArticleSummary, ListArticlesInput } from '@/lib/api/contract/knowledge';
import { articleSlug } from '@/lib/domain/knowledge';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Application } from '../application';
import { readCursor, toPage } from '../keyset';

interface Row extends Omit<ArticleSummary, 'updatedAt'> {
  updatedAt: Date;
}

const key = z.tuple([z.string().max(200), articleSlug]);
const EXCERPT = 200;

/**
 * Articles by title; those that fit `search` in the order in which they do, which is one page. A search also finds what
 * a title or a slug holds as it is being typed. Throws `invalid_fields` for a bad cursor.
 */
export async function listArticles({ database }: Application, input: ListArticlesInput): Promise<ArticlePage> {
  const { limit, search = '', agent = null, archived } = input;
  const after = readCursor(key, input.cursor);
  const isArchived = archived === 'true';
  const rows = await database.query<Row>(sql`
    select slug, version, title, tags, agents, archived_at is not null as archived, updated_at,
           left(regexp_replace(body, '\\s+', ' ', 'g'), ${EXCERPT}) as excerpt
    from knowledge_article, (select websearch_to_tsquery('english', ${search}) as words) as asked
    where (archived_at is not null) = ${isArchived}
      and (${agent}::text is null or cardinality(agents) = 0 or ${agent} = any(agents))
      and (${after === null} or (title, slug) > (${after?.[0] ?? ''}, ${after?.[1] ?? ''}))
      ${search === '' ? byTitle : byFit(search)}
    limit ${limit + 1}`);
  const view = ({ updatedAt, ...row }: Row) => ({ ...row, updatedAt: updatedAt.toISOString() });
  if (search !== '') return { items: rows.slice(0, limit).map(view), nextCursor: null };
  return toPage(rows, limit, ({ title, slug }) => [title, slug], view);
}

const byTitle = sql`order by title, slug`;

function byFit(search: string): SqlStatement {
  const typed = search.toLowerCase();
  return sql`
    and (search @@ words or position(${typed} in lower(title)) > 0 or position(${typed} in slug) > 0)
    order by position(${typed} in lower(title)) > 0 desc, ts_rank(search, words, 1) desc, title, slug`;
}
