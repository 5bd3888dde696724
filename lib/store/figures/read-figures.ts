import type { CountedRow } from '@/lib/domain/figures';
import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

export type Grain = 'hour' | 'day' | 'month';

/** Which figures: all agents and all tools where null. */
export interface FigureFilter {
  grain: Grain;
  since: Date;
  until: Date;
  agent: string | null;
  tool: string | null;
}

/** What was counted, by the beginning of its hour, day or month in milliseconds of the epoch. */
export async function readFigures(
  database: Database,
  { grain, since, until, agent, tool }: FigureFilter,
  measures: readonly string[],
): Promise<Map<number, CountedRow[]>> {
  const periods = await database.query<{ start: Date; rows: [string, string, number, number, number][] }>(sql`
    select start, json_agg(json_build_array(measure, label, bucket, count, total)) as rows
    from (
      select start, measure, label, bucket, sum(count) as count, sum(total) as total from figure
      where grain = ${grain}::figure_grain and measure = any(${measures}) and tool = ${tool ?? ''}
        and start >= ${since} and start < ${until} and (${agent}::text is null or agent = ${agent})
      group by start, measure, label, bucket
    ) counted
    group by start order by start`);
  return new Map(
    periods.map(({ start, rows }) => [
      start.getTime(),
      rows.map(([measure, label, bucket, count, total]) => ({ measure, label, bucket, count, total })),
    ]),
  );
}

/** The same for each tool over the whole time. */
export async function readFiguresByTool(
  database: Database,
  { grain, since, until, agent, tool }: FigureFilter,
  measures: readonly string[],
): Promise<Map<string, CountedRow[]>> {
  const rows = await database.query<CountedRow & { tool: string }>(sql`
    select tool, measure, label, bucket, sum(count)::int8 as count, sum(total)::float8 as total from figure
    where grain = ${grain}::figure_grain and measure = any(${measures}) and tool <> ''
      and (${tool}::text is null or tool = ${tool}) and start >= ${since} and start < ${until}
      and (${agent}::text is null or agent = ${agent})
    group by tool, measure, label, bucket order by tool`);
  const byTool = new Map<string, CountedRow[]>();
  for (const { tool: name, ...row } of rows) byTool.set(name, [...(byTool.get(name) ?? []), row]);
  return byTool;
}

/** What the figures can be filtered by, and how many facts wait to be added. */
export async function readFigureState(
  database: Database,
): Promise<{ agents: string[]; tools: string[]; waiting: number }> {
  const [state] = await database.query<{ agents: string[]; tools: string[]; waiting: number }>(sql`
    select array(select distinct agent from figure where grain = 'all' and measure in ('started', 'decision') order by 1) as agents,
           array(select distinct tool from figure
                 where grain = 'all' and tool <> '' and measure in ('started', 'decision') order by 1) as tools,
           (select count(*)::int from (select 1 from figure_event limit 10000) waiting) as waiting`);
  return state ?? { agents: [], tools: [], waiting: 0 };
}
