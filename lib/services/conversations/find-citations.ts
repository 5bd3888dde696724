import { articlesRead, citationsOf, SEARCH_KNOWLEDGE } from '@/lib/domain/knowledge';
import type { CallRecord } from '@/lib/domain/run-record';
import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';

interface Saying {
  runId: string | null;
  text: string;
}

type Citation = { article: string; title: string };
type Search = Pick<CallRecord, 'name' | 'status' | 'output'> & { runId: string };

/** For each run the articles that its messages cite and it has read; a citation of any other is none. */
export async function findCitations(database: Database, messages: readonly Saying[]): Promise<Map<string, Citation[]>> {
  const citing = messages.flatMap(({ runId, text }) =>
    runId === null ? [] : citationsOf(text).map((article) => ({ runId, article })),
  );
  if (citing.length === 0) return new Map();
  const runIds = [...new Set(citing.map(({ runId }) => runId))];
  const searches = await database.query<Search>(sql`
    select run_id, name, status, output from tool_call
    where run_id = any(${runIds}::text[]) and name = ${SEARCH_KNOWLEDGE} and status = 'succeeded'`);
  return new Map(
    runIds.map((runId) => {
      const cited = new Set(citing.filter((one) => one.runId === runId).map(({ article }) => article));
      const read = articlesRead(searches.filter((search) => search.runId === runId));
      return [
        runId,
        read.filter(({ article }) => cited.has(article)).map(({ article, title }) => ({ article, title })),
      ];
    }),
  );
}
