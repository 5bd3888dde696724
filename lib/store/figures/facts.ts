import { sql, type SqlStatement } from '@/lib/domain/sql';

/**
 * What each kind of fact adds to the figures, as rows of (at, agent, tool, measure, label, bucket, count, total). Every
 * amount is counted once for everything (the empty tool) and once for each tool it concerns. What belongs to a run stands at
 * the time the run began. The conditions name the rows to count by the aliases `r` (run), `d` (decision), `e` (execution)
 * and `b` (business event).
 */

const ENDED = sql`r.status in ('succeeded', 'escalated', 'failed', 'cancelled')`;
/** A model may call a tool by any text; only what could be a tool's name is kept apart. */
const TOOL_NAME = sql`case when c.name ~ '^[A-Za-z0-9_.-]{1,100}$' then c.name else '(other)' end`;

export function factsOfStarts(condition: SqlStatement): SqlStatement {
  return sql`
    select r.created_at as at, r.agent, '' as tool, 'started' as measure, '' as label, 0::bigint as bucket,
           1::bigint as count, 0::numeric as total
    from run r where ${condition}`;
}

/**
 * A run that ended: how, after how many steps, how much time and money, and what its steps and calls came to. The subqueries
 * ask run by run through the primary keys (`offset 0` keeps them so), whatever the planner believes of the tables.
 */
export function factsOfEnds(condition: SqlStatement): SqlStatement {
  return sql`
    with ended as materialized (
      ${endedRuns(condition)}
    ), concerned as (
      select ended.*, tool from ended cross join lateral (select '' union all select unnest(tools)) as whole (tool)
    )
    select at, agent, tool, fact.measure, fact.label, fact.bucket, fact.count, fact.total
    from concerned
    cross join lateral (values
      ('ended', status || case when reason = '' then '' else ':' || reason end, 0::bigint, 1::bigint, 0::numeric),
      ('active_ms', status, figure_bucket(active_ms), 1, active_ms),
      ('steps', '', steps, 1, steps),
      ('cost_usd', status, 0, 1, cost),
      ('tokens', 'input', 0, 0, input),
      ('tokens', 'output', 0, 0, output),
      ('tokens', 'cache_read', 0, 0, cache_read),
      ('tokens', 'cache_write', 0, 0, cache_write),
      ('started', '', 0, case when tool = '' then null else 1 end, 0)
    ) as fact (measure, label, bucket, count, total)
    where fact.count is not null and fact.total is not null
    union all
    select at, agent, whole.tool, 'call', called.status, 0, called.count, 0
    from ended
    cross join lateral (
      select ${TOOL_NAME} as tool, c.status::text as status, count(*) as count
      from tool_call c where c.run_id = ended.id group by 1, 2
    ) called
    cross join lateral (values (''), (called.tool)) as whole (tool)
    union all
    select at, agent, '', fact.measure, turn.model, fact.bucket, 1, fact.total
    from ended
    cross join lateral (
      select model, latency_ms, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, null as error
      from step s where s.run_id = ended.id
      union all
      select model, latency_ms, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, error
      from model_call m where m.run_id = ended.id
    ) turn
    cross join lateral (values
      ('model_ms', figure_bucket(turn.latency_ms), turn.latency_ms::numeric),
      ('model_input', 0, turn.input_tokens + turn.cache_read_tokens + turn.cache_write_tokens),
      ('model_output', 0, turn.output_tokens),
      ('model_cost_usd', 0, round(turn.cost_usd::numeric, 6)),
      ('model_error', 0, case when turn.error is null then null else 0 end)
    ) as fact (measure, bucket, total)
    where fact.total is not null`;
}

function endedRuns(condition: SqlStatement): SqlStatement {
  return sql`
      select r.id, r.agent, r.created_at as at, r.status::text as status, coalesce(r.reason, '') as reason,
             r.active_ms::bigint as active_ms, round(r.cost_usd::numeric, 6) as cost, spent.*, used.tools
      from run r
      cross join lateral (
        select count(*) as steps, sum(input_tokens) as input, sum(output_tokens) as output,
               sum(cache_read_tokens) as cache_read, sum(cache_write_tokens) as cache_write
        from step s where s.run_id = r.id
      ) spent
      cross join lateral (select array_agg(distinct ${TOOL_NAME}) as tools from tool_call c where c.run_id = r.id) used
      where ${ENDED} and ${condition}`;
}

/** A person's answer to a proposal, and how long the proposal had waited for it. */
export function factsOfDecisions(condition: SqlStatement): SqlStatement {
  return sql`
    select coalesce(r.created_at, p.proposed_at), p.agent, whole.tool, fact.measure, fact.label, fact.bucket, 1, fact.total
    from decision d join proposal p on p.id = d.proposal_id left join run r on r.id = p.run_id
    cross join lateral (select greatest(0, extract(epoch from d.decided_at - p.proposed_at) * 1000)::bigint as ms) waited
    cross join lateral (values (''), (p.tool)) as whole (tool)
    cross join lateral (values
      ('decision', d.verdict::text, 0::bigint, 0::numeric),
      ('wait_ms', '', figure_bucket(waited.ms), waited.ms)
    ) as fact (measure, label, bucket, total)
    where ${condition}`;
}

/** A dispatched effect, by its first outcome: one that a person found out about later was unknown all the same. */
export function factsOfExecutions(condition: SqlStatement): SqlStatement {
  return sql`
    select coalesce(r.created_at, p.proposed_at), p.agent, whole.tool,
           case when e.reverts_execution_id is null then 'execution' else 'revert' end,
           case when e.reconciled_by is null then e.status::text else 'unknown' end, 0, 1, 0
    from execution e left join execution undone on undone.id = e.reverts_execution_id
    join proposal p on p.id = coalesce(e.proposal_id, undone.proposal_id) left join run r on r.id = p.run_id
    cross join lateral (values (''), (p.tool)) as whole (tool)
    where e.status in ('succeeded', 'failed', 'unknown') and ${condition}`;
}

/**
 * A business event: how often, and the sums of the numbers it carries. An event stands for its source too, as `tool:name`.
 * What no column could hold is left out.
 */
export function factsOfBusiness(condition: SqlStatement): SqlStatement {
  return sql`
    select coalesce(r.created_at, b.at), b.agent, whole.tool, fact.measure, fact.label, 0, fact.count, fact.total
    from business_event b left join run r on r.id = b.run_id
    cross join lateral (select '' union all select b.tool where b.tool is not null) as whole (tool)
    cross join lateral (
      select 'event' as measure, b.source || ':' || b.name as label, 1 as count, 0::numeric as total
      union all
      select 'event_sum', b.source || ':' || b.name || ':' || member.key, 0, round((member.value #>> '{}')::numeric, 6)
      from json_each(b.data) member
      where json_typeof(member.value) = 'number' and abs((member.value #>> '{}')::numeric) < 1e15
    ) fact
    where ${condition}`;
}
