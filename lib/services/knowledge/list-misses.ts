import type { MissList, MissView } from '@/lib/api/contract/knowledge';
import { sql } from '@/lib/domain/sql';
import { findPassages } from '@/lib/tools/knowledge/find-passages';
import type { Application } from '../application';

interface Row extends Omit<MissView, 'lastAt' | 'lastRunId'> {
  lastAt: Date;
  lastRunId: string | null;
}

const DAYS = 30;
const MOST = 100;

/** What agents looked for lately and nothing answers, the most asked first: what an article answers by now is left out. */
export async function listMisses({ database }: Application): Promise<MissList> {
  const rows = await database.query<Row>(sql`
    select agent, count(*) as count, max(at) as last_at,
           (array_agg(query order by at desc))[1] as query, (array_agg(run_id order by at desc))[1] as last_run_id
    from knowledge_miss where at > now() - make_interval(days => ${DAYS})
    group by agent, trim(lower(regexp_replace(query, '[[:space:][:punct:]]+', ' ', 'g')))
    order by count desc, last_at desc limit ${MOST}`);
  const answers = await Promise.all(
    rows.map(({ query, agent }) => findPassages(database.autocommit, { query, agent, limit: 1 })),
  );
  const open = rows.filter((_row, index) => answers[index]?.length === 0);
  return {
    items: open.map(({ lastAt, lastRunId, ...row }) => ({
      ...row,
      lastAt: lastAt.toISOString(),
      ...(lastRunId === null ? {} : { lastRunId }),
    })),
  };
}
