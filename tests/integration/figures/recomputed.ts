import type { FigureName } from '@/lib/domain/figures';
import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';

type Row = Record<Lowercase<FigureName>, number | null>;

/** The figures in one statement over the tables that the facts stand in, knowing nothing of how they are counted. */
export async function recomputed(
  database: Database,
  since: Date,
  until: Date,
  { agent = null, tool = null }: { agent?: string | null; tool?: string | null },
): Promise<Record<string, number | null>> {
  const [row] = await database.query<Row>(sql`
    with began as (
      select * from run
      where created_at >= ${since} and created_at < ${until} and (${agent}::text is null or agent = ${agent})
        and (${tool}::text is null or exists (select 1 from tool_call c where c.run_id = run.id and c.name = ${tool}))
    ), over as (select * from began where status not in ('queued', 'running', 'awaiting', 'parked')),
    done as (select * from over where status = 'succeeded'),
    judged as (select count(*)::float8 as n from over where status <> 'cancelled'),
    turn as (select step.* from step join over on over.id = step.run_id),
    call as (
      select tool_call.status from tool_call join over on over.id = tool_call.run_id
      where (${tool}::text is null or name = ${tool}) and tool_call.status in ('succeeded', 'failed', 'refused', 'unknown')
    ), answer as (
      select decision.verdict, round(extract(epoch from decided_at - proposed_at) * 1000)::int8 as ms
      from decision join proposal on proposal.id = proposal_id join began on began.id = proposal.run_id
      where ${tool}::text is null or proposal.tool = ${tool}
    ), sent as (
      select execution.* from execution join proposal on proposal.id = proposal_id join began on began.id = proposal.run_id
      where ${tool}::text is null or proposal.tool = ${tool}
    ), upper_end as (
      -- The end of every bucket, written out: 0 to 63, then 32 to each doubling.
      select n::int8 as at from generate_series(0, 63) n
      union all
      select (32 + part)::int8 * (2 ^ power)::int8 - 1 from generate_series(1, 32) part, generate_series(1, 40) power
    )
    select
      (select count(*) from began where ${tool}::text is null or status not in ('queued', 'running', 'awaiting', 'parked'))::float8 as volume,
      (select count(*) from done) / nullif((select n from judged), 0) as completion,
      (select count(*) from over where status = 'escalated') / nullif((select n from judged), 0) as escalations,
      (select count(*) from over where reason in ('no_progress', 'repeated_call')) / nullif((select n from judged), 0) as loops,
      (select count(*)::float8 from turn) / nullif((select count(*) from over), 0) as steps,
      (select avg((status in ('failed', 'refused'))::int)::float8 from call) as toolerrors,
      (select min(at) from upper_end where at >= (select percentile_disc(0.9) within group (order by active_ms) from done)) as timep90,
      (select min(at) from upper_end where at >= (select percentile_disc(0.95) within group (order by active_ms) from done)) as timep95,
      (select avg(cost_usd) from done) as costpercompleted,
      (select sum(cost_usd) from over) as spend,
      (select sum(cache_read_tokens)::float8 / sum(input_tokens + cache_read_tokens + cache_write_tokens) from turn) as cachehits,
      (select min(at) from upper_end where at >= (select percentile_disc(0.5) within group (order by ms) from answer)) as approvalwaitp50,
      (select min(at) from upper_end where at >= (select percentile_disc(0.9) within group (order by ms) from answer)) as approvalwaitp90,
      (select count(*) filter (where verdict = 'edit')::float8 / nullif(count(*), 0) from answer) as edits,
      (select count(*) filter (where verdict = 'reject')::float8 / nullif(count(*), 0) from answer) as rejections,
      (select count(*) from sent where status = 'unknown' or reconciled_by is not null)::float8 as unknownoutcomes`);
  if (!row) throw new Error('Nothing was recomputed.');
  const cased: Record<string, FigureName> = {
    toolerrors: 'toolErrors',
    timep90: 'timeP90',
    timep95: 'timeP95',
    costpercompleted: 'costPerCompleted',
    cachehits: 'cacheHits',
    approvalwaitp50: 'approvalWaitP50',
    approvalwaitp90: 'approvalWaitP90',
    unknownoutcomes: 'unknownOutcomes',
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [cased[name] ?? name, value]));
}
