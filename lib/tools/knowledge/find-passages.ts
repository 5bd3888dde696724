import type { Passage } from '@/lib/domain/knowledge';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import { PARAGRAPH_BREAK, passageOf } from './passage-of';

interface FoundRow {
  slug: string;
  version: number;
  title: string;
  body: string;
  ranks: number[];
}

/** Whoever says more has said the most telling ones among them. */
const MOST_WORDS = 30;

/** So many of those with the most of a query's words are ranked; in a larger heap one more would not stand out. */
const MOST_RANKED = 200;

/**
 * The articles an agent may read that bear on a query, the most fitting first. An article does when it has more than
 * half of the query's words, as English has them without their endings and without words like "the"; a query of nothing
 * but such words is taken as it stands. Quoted phrases and a leading minus mean what they do in web searches.
 */
export async function findPassages(
  transaction: Transaction,
  { query, agent, limit }: { query: string; agent: string; limit: number },
): Promise<Passage[]> {
  const precise = isPrecise(query);
  const { words, strict } = await readWords(transaction, precise ? query : withoutFillers(query));
  if (words.length === 0) return [];
  const quoted = words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`);
  const anyWord = quoted.join(' | ');
  const isReadable = sql`archived_at is null and (cardinality(agents) = 0 or ${agent} = any(agents))`;
  const isPreciseFit = precise ? sql`and search @@ ${strict}::tsquery` : sql``;
  // Each word by itself through the index: reading every article that has one of them would take far longer.
  const holders = quoted.map(
    (word) =>
      sql`select slug from knowledge_article where search @@ ${word}::tsquery and ${isReadable} ${isPreciseFit}`,
  );
  const rows = await transaction.query<FoundRow>(sql`
    with counted as (
      select slug, count(*) as matched from (${unionOf(holders)}) as holder group by slug
    ), likely as (
      select slug, matched
      from counted join knowledge_article using (slug)
      where ${precise} or matched * 2 > ${words.length}::int
      order by matched desc,
               (select count(*) from unnest(${words}::text[]) as word where strpos(lower(title), word) > 0) desc, slug
      limit ${MOST_RANKED}
    ), found as (
      select slug, version, title, body,
             ts_rank('{0.1, 0.2, 0.6, 1.0}', search, ${anyWord}::tsquery, 1) + matched::float8 / ${words.length}::int as rank
      from likely join knowledge_article using (slug)
      order by rank desc, slug limit ${limit}
    )
    select slug, version, title, body,
           array(select ts_rank(to_tsvector('english', paragraph), ${anyWord}::tsquery)
                 from unnest(string_to_array(body, ${PARAGRAPH_BREAK})) with ordinality as part (paragraph, at)
                 order by at) as ranks
    from found order by rank desc, slug`);
  return rows.map(({ slug, version, title, body, ranks }) => ({
    article: slug,
    version,
    title,
    passage: passageOf(body, ranks),
  }));
}

/** A query's words as the index has them: in English, or as they stand when English has no use for any of them. */
async function readWords(transaction: Transaction, query: string): Promise<{ words: string[]; strict: string }> {
  const [read] = await transaction.query<{ words: string[]; strict: string }>(sql`
    select case when numnode(english) > 0 then english else simple end::text as strict,
           tsvector_to_array(case when numnode(english) > 0 then to_tsvector('english', query)
                                  else to_tsvector('simple', query) end) as words
    from (select query, websearch_to_tsquery('english', query) as english,
                 websearch_to_tsquery('simple', query) as simple
          from (select ${query}::text as query) as given) as parsed`);
  return { words: read?.words.slice(0, MOST_WORDS) ?? [], strict: read?.strict ?? '' };
}

function unionOf(statements: readonly SqlStatement[]): SqlStatement {
  return statements.reduce((all, next) => sql`${all} union all ${next}`);
}

/** Words of asking, which say nothing of what is asked for; a query of nothing else stays. */
const FILLERS =
  /\bhow (?:long|much|many|soon|fast|often)\b|\b(?:please|tell|know|want|need|like|get|takes?|works?|would|could|hello|hi|thanks?)\b/gi;

function withoutFillers(query: string): string {
  const rest = query.replaceAll(FILLERS, ' ');
  return /[\p{L}\p{N}]/u.test(rest) ? rest : query;
}

/** Whoever quotes or excludes words means just that. */
function isPrecise(query: string): boolean {
  return /"|(?:^|\s)-\S/.test(query);
}
