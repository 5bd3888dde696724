import { sql, type SqlStatement } from '@/lib/domain/sql';
import { calledTools, factsOfCalls, factsOfModels } from './facts-of-runs';
import { period, type Which } from './which';

/**
 * What each kind of fact adds to the figures, as rows of (at, agent, tool, measure, label, bucket, count, total). Every
 * amount is counted once for everything (the empty tool) and once for each tool it concerns. What belongs to a run stands at
 * the time the run began; what has no time is only told as a whole. `bucket` is null where no spread is kept.
 */

const ENDED = sql`r.status in ('succeeded', 'escalated', 'failed', 'cancelled')`;

export function factsOfStarts(which: Which): SqlStatement {
  return sql`
    select ${period('r.created_at')} as at, r.agent, '' as tool, 'started' as measure, '' as label, null::int as bucket,
           count(*) as count, 0::numeric as total
    from run r where ${which('r.id')} group by 1, 2`;
}

/** Runs that ended: how, after how many steps, how much time and money, and what their steps and calls came to. */
export function factsOfEnds(which: Which): SqlStatement {
  return sql`
    with spent as (
      select run_id, count(*) as steps, sum(input_tokens) as input, sum(output_tokens) as output,
             sum(cache_read_tokens) as cache_read, sum(cache_write_tokens) as cache_write
      from step where ${which('run_id')} group by 1
    ), ended as materialized (
      select r.id, r.agent, ${period('r.created_at')} as at, r.status::text as status,
             r.status::text || coalesce(':' || nullif(r.reason, ''), '') as ending, r.active_ms,
             figure_bucket_number(r.active_ms) as bucket, round(r.cost_usd::numeric, 6) as cost, spent.*
      from run r left join spent on spent.run_id = r.id where ${ENDED} and ${which('r.id')}
    ), concerned as (
      select '' as tool, ended.* from ended
      union all select used.tool, ended.* from (${calledTools(which)}) as used (id, tool) join ended using (id)
    ), alike as materialized (
      select at, agent, tool, status, ending, bucket, count(*) as runs, sum(active_ms) as active_ms, sum(cost) as cost,
             sum(steps) as steps, sum(input) as input, sum(output) as output, sum(cache_read) as cache_read,
             sum(cache_write) as cache_write
      from concerned group by 1, 2, 3, 4, 5, 6
    ), summed as (
      select at, agent, tool, status, ending, sum(runs) as runs, sum(cost) as cost, coalesce(sum(steps), 0) as steps,
             sum(input) as input, sum(output) as output, sum(cache_read) as cache_read, sum(cache_write) as cache_write
      from alike group by 1, 2, 3, 4, 5
    )
    select at, agent, tool, 'active_ms', status, bucket, runs, active_ms from alike
    union all
    select at, agent, tool, fact.measure, fact.label, null, fact.count, fact.total
    from summed
    cross join lateral (values
      ('ended', ending, runs, 0::numeric),
      ('steps', '', runs, steps),
      ('cost_usd', status, runs, cost),
      ('tokens', 'input', 0, input),
      ('tokens', 'output', 0, output),
      ('tokens', 'cache_read', 0, cache_read),
      ('tokens', 'cache_write', 0, cache_write),
      ('started', '', case when tool = '' then null else runs end, 0)
    ) as fact (measure, label, count, total)
    where fact.count is not null and fact.total is not null
    union all ${factsOfCalls(which)}
    union all ${factsOfModels(which)}`;
}

/** A person's answer to a proposal, and how long the proposal had waited for it. */
export function factsOfDecisions(which: Which): SqlStatement {
  return sql`
    with answered as materialized (
      select ${period('coalesce(r.created_at, p.proposed_at)')} as at, p.agent, p.tool, d.verdict::text as verdict,
             greatest(0, extract(epoch from d.decided_at - p.proposed_at) * 1000)::bigint as ms
      from decision d join proposal p on p.id = d.proposal_id left join run r on r.id = p.run_id
      where ${which('d.id')}
    )
    select at, agent, whole.tool, fact.measure, fact.label, fact.bucket, 1, fact.total
    from answered
    cross join lateral (values (''), (answered.tool)) as whole (tool)
    cross join lateral (values
      ('decision', verdict, null::int, 0::numeric),
      ('wait_ms', '', figure_bucket_number(ms), ms)
    ) as fact (measure, label, bucket, total)`;
}

/** A dispatched effect, by its first outcome: one that a person found out about later was unknown all the same. */
export function factsOfExecutions(which: Which): SqlStatement {
  return sql`
    select ${period('coalesce(r.created_at, p.proposed_at)')}, p.agent, whole.tool,
           case when e.reverts_execution_id is null then 'execution' else 'revert' end,
           case when e.reconciled_by is null then e.status::text else 'unknown' end, null::int, 1, 0
    from execution e left join execution undone on undone.id = e.reverts_execution_id
    join proposal p on p.id = coalesce(e.proposal_id, undone.proposal_id) left join run r on r.id = p.run_id
    cross join lateral (values (''), (p.tool)) as whole (tool)
    where e.status in ('succeeded', 'failed', 'unknown') and ${which('e.id')}`;
}

/**
 * A business event: how often, and the sums of the numbers it carries. An event stands for its source too, as `tool:name`.
 * What no column could hold is left out.
 */
export function factsOfBusiness(which: Which): SqlStatement {
  return sql`
    select ${period('coalesce(r.created_at, b.at)')}, b.agent, whole.tool, fact.measure, fact.label, null::int, fact.count,
           fact.total
    from business_event b left join run r on r.id = b.run_id
    cross join lateral (select '' union all select b.tool where b.tool is not null) as whole (tool)
    cross join lateral (
      select 'event' as measure, b.source || ':' || b.name as label, 1 as count, 0::numeric as total
      union all
      select 'event_sum', b.source || ':' || b.name || ':' || member.key, 0, round((member.value #>> '{}')::numeric, 6)
      from json_each(b.data) member
      where json_typeof(member.value) = 'number' and abs((member.value #>> '{}')::numeric) < 1e15
    ) fact
    where ${which('b.id')}`;
}
