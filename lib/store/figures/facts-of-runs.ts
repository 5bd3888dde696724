import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Which } from './which';

/** Parts of what a run's end adds to the figures; `ended` is the caller's, of the runs that ended. */

/** A model may call a tool by any text; only what could be a tool's name is kept apart. */
const TOOL_NAME = sql`case when c.name !~ '[^A-Za-z0-9_.-]' and length(c.name) between 1 and 100 then c.name else '(other)' end`;

/** Which runs called which tools, once each. */
export function calledTools(which: Which): SqlStatement {
  return sql`select distinct c.run_id, ${TOOL_NAME} from tool_call c where ${which('c.run_id')}`;
}

/** The calls, by what became of them. */
export function factsOfCalls(which: Which): SqlStatement {
  return sql`
    select at, agent, whole.tool, 'call', called.status, null, called.count, 0
    from (
      select ended.at, ended.agent, ${TOOL_NAME} as tool, c.status::text as status, count(*) as count
      from tool_call c join ended on ended.id = c.run_id where ${which('c.run_id')} group by 1, 2, 3, 4
    ) called
    cross join lateral (values (''), (called.tool)) as whole (tool)`;
}

/** Calls of models, in turns and beside them, by model. They are only told as a whole. */
export function factsOfModels(which: Which): SqlStatement {
  return sql`
    select null, agent, '', fact.measure, model, fact.bucket, fact.count, fact.total
    from (
      select ended.agent, turn.model, turn.latency_ms, count(*) as count, sum(turn.latency_ms) as ms,
             sum(turn.input) as input, sum(turn.output_tokens) as output,
             sum(round(turn.cost_usd::numeric, 6)) as cost, count(turn.error) as errors
      from (
        select run_id, model, latency_ms, input_tokens + cache_read_tokens + cache_write_tokens as input, output_tokens,
               cost_usd, null as error
        from step s where ${which('s.run_id')}
        union all
        select run_id, model, latency_ms, input_tokens + cache_read_tokens + cache_write_tokens, output_tokens, cost_usd,
               error
        from model_call m where ${which('m.run_id')}
      ) turn join ended on ended.id = turn.run_id
      group by 1, 2, 3
    ) turns
    cross join lateral (values
      ('model_ms', figure_bucket_number(latency_ms), count, ms::numeric),
      ('model_input', null, count, input),
      ('model_output', null, count, output),
      ('model_cost_usd', null, count, cost),
      ('model_error', null, nullif(errors, 0), 0)
    ) as fact (measure, bucket, count, total)
    where fact.count is not null`;
}
