import type { CountedRow } from '@/lib/domain/figures';
import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

/** How the deployment stands now. Ages are seconds; 0 when nothing waits. */
export interface Standing {
  runs: Record<string, number>;
  inbox: Record<string, number>;
  executions: Record<string, number>;
  oldestDueSeconds: number;
  expiryLagSeconds: number;
  factsWaiting: number;
}

/**
 * Reads how the deployment stands from what is open, which indexes list apart from what ended: the cost follows the work
 * that waits and not the history.
 */
export async function readStanding(database: Database): Promise<Standing> {
  const [standing] = await database.query<Standing>(sql`
    select
      (select coalesce(json_object_agg(status, count), '{}') from (
        select status, count(*) from run where status in ('queued', 'running', 'awaiting', 'parked') group by 1) run) as runs,
      (select coalesce(json_object_agg(kind, count), '{}') from (
        select kind, count(*) from inbox_item where status = 'pending' group by 1) item) as inbox,
      (select coalesce(json_object_agg(status, count), '{}') from (
        select status, count(*) from execution where status in ('ready', 'claimed', 'dispatching', 'unknown')
        group by 1) execution) as executions,
      (select coalesce(greatest(extract(epoch from now() - min(run_at)), 0), 0)::float8 from run
       where status = 'queued' and run_at <= now()) as oldest_due_seconds,
      (select coalesce(extract(epoch from now() - min(expires_at)), 0)::float8 from proposal
       where status = 'pending' and expires_at < now()) as expiry_lag_seconds,
      (select count(*)::int from (select 1 from figure_event limit 100000) waiting) as facts_waiting`);
  if (!standing) throw new Error('The deployment does not say how it stands.');
  return standing;
}

export type TotalRow = CountedRow & { agent: string; tool: string };

/** What was ever counted: whole for some measures, by tool for others. */
export function readTotals(
  database: Database,
  whole: readonly string[],
  byTool: readonly string[],
): Promise<TotalRow[]> {
  return database.query<TotalRow>(sql`
    select measure, agent, tool, label, count, total::float8 as total,
           json_build_array(json_build_array(buckets, bucket_counts)) as spreads
    from figure_tally
    where grain = 'all' and ((measure = any(${whole}) and tool = '') or (measure = any(${byTool}) and tool <> ''))
    order by measure, agent, tool, label`);
}
