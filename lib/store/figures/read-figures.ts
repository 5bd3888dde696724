import type { Spread } from '@/lib/domain/figure-buckets';
import type { CountedRow } from '@/lib/domain/figures';
import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';
import type { Stretch } from './stretches';

/** Which figures: all agents and all tools where null. */
export interface FigureFilter {
  agent: string | null;
  tool: string | null;
}

type Packed = [measure: string, label: string, count: number, total: number, spreads: Spread[] | null];

const unpacked = ([measure, label, count, total, spreads]: Packed): CountedRow => ({
  ...{ measure, label, count, total },
  spreads: spreads ?? [],
});

/** One text for what is counted alike; a spread is only read of the `spread` measures, by measure and label. */
const PACKED = sql`json_agg(json_build_array(measure, label, count, total, spreads))`;

function summed(spread: readonly string[]) {
  return sql`sum(count) as count, sum(total) as total,
    json_agg(json_build_array(buckets, bucket_counts)) filter (where measure || ':' || label = any(${spread})) as spreads`;
}

/** What was counted, by the beginning of its hour, day or month in milliseconds of the epoch. */
export async function readFigures(
  database: Database,
  { grain, since, until }: Stretch,
  { agent, tool }: FigureFilter,
  { measures, spread }: { measures: readonly string[]; spread: readonly string[] },
): Promise<Map<number, CountedRow[]>> {
  const periods = await database.query<{ start: Date; rows: Packed[] }>(sql`
    select start, ${PACKED} as rows
    from (
      select start, measure, label, ${summed(spread)} from figure_tally
      where grain = ${grain}::figure_grain and tool = ${tool ?? ''} and measure = any(${measures})
        and start >= ${since} and start < ${until} and (${agent}::text is null or agent = ${agent})
      group by start, measure, label
    ) counted
    group by start`);
  return new Map(periods.map(({ start, rows }) => [start.getTime(), rows.map(unpacked)]));
}

/** The same for each tool over the whole time, which is told in as few stretches as can be. */
export async function readFiguresByTool(
  database: Database,
  stretches: readonly Stretch[],
  { agent, tool }: FigureFilter,
  { measures, spread }: { measures: readonly string[]; spread: readonly string[] },
): Promise<Map<string, CountedRow[]>> {
  const tools = await database.query<{ tool: string; rows: Packed[] }>(sql`
    select tool, ${PACKED} as rows
    from (
      select tool, measure, label, ${summed(spread)}
      from (
        select distinct tool from figure_tally where grain = 'all' and tool <> '' and (${tool}::text is null or tool = ${tool})
      ) known
      cross join unnest(${stretches.map(({ grain }) => grain)}::figure_grain[],
                        ${stretches.map(({ since }) => since)}::timestamptz[],
                        ${stretches.map(({ until }) => until)}::timestamptz[]) as stretch (grain, since, until)
      cross join unnest(${measures}::text[]) as measure
      join figure_tally using (tool, grain, measure)
      where start >= since and start < until and (${agent}::text is null or agent = ${agent})
      group by tool, measure, label
    ) counted
    group by tool order by tool`);
  return new Map(tools.map(({ tool: name, rows }) => [name, rows.map(unpacked)]));
}

/** What the figures can be filtered by, and how many facts wait to be added. */
export async function readFigureState(
  database: Database,
): Promise<{ agents: string[]; tools: string[]; waiting: number }> {
  const [state] = await database.query<{ agents: string[]; tools: string[]; waiting: number }>(sql`
    select array(select distinct agent from figure_tally
                 where grain = 'all' and tool = '' and measure in ('started', 'decision') order by 1) as agents,
           array(select distinct tool from figure_tally
                 where grain = 'all' and tool <> '' and measure in ('started', 'decision') order by 1) as tools,
           (select count(*)::int from (select 1 from figure_event limit 10000) waiting) as waiting`);
  return state ?? { agents: [], tools: [], waiting: 0 };
}
