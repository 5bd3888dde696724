import type { Passage } from '@/lib/domain/knowledge';
import { sql, type Transaction } from '@/lib/domain/sql';
import { PARAGRAPH_BREAK, passageOf } from './passage-of';

interface FoundRow {
  slug: string;
  version: number;
  title: string;
  body: string;
  ranks: number[];
}

/**
 * The articles an agent may read that bear on a query, the most fitting first. An article does when it has more than
 * half of the query's words, as English has them without their endings and without words like "the"; a query of nothing
 * but such words is taken as it stands. Quoted phrases, "or" and a leading minus mean what they do in web searches.
 */
export async function findPassages(
  transaction: Transaction,
  { query, agent, limit }: { query: string; agent: string; limit: number },
): Promise<Passage[]> {
  const words = isPrecise(query) ? query : withoutFillers(query);
  const rows = await transaction.query<FoundRow>(sql`
    with asked as (
      select strict, words, (select string_agg(word::text, ' | ')::tsquery from unnest(words) as word) as any_word
      from (
        select case when numnode(english) > 0 then english else simple end as strict,
               array(select ('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery
                     from unnest(case when numnode(english) > 0 then to_tsvector('english', query)
                                      else to_tsvector('simple', query) end)) as words
        from (select query, websearch_to_tsquery('english', query) as english,
                     websearch_to_tsquery('simple', query) as simple
              from (select ${words}::text as query) as given) as read
      ) as read
    ), found as (
      select slug, version, title, body, any_word,
             ts_rank('{0.1, 0.2, 0.6, 1.0}', search, any_word, 1) + matched::float8 / cardinality(words) as rank
      from asked, knowledge_article,
           lateral (select count(*) as matched from unnest(words) as word where search @@ word) as counted
      where archived_at is null and (cardinality(agents) = 0 or ${agent} = any(agents)) and search @@ any_word
        and (search @@ strict or (matched * 2 > cardinality(words) and not ${isPrecise(query)}))
      order by rank desc, slug limit ${limit}
    )
    select slug, version, title, body,
           array(select ts_rank(to_tsvector('english', paragraph), any_word)
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
