import type { SpendKind } from '@/lib/domain/spend';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';

/** Dollars of one day, written as `YYYY-MM-DD`. */
interface Day {
  day: string;
  usd: number;
  modelUsd: number;
  toolUsd: number;
}

interface AgentSpend {
  agent: string;
  todayUsd: number;
  monthUsd: number;
}

/** What one model, asked for one purpose, or one tool was used for and cost. */
interface Part {
  kind: SpendKind;
  name: string;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  usd: number;
}

/** What is added up, and what is not yet, in the same shape. */
const spentFrom = (day: string): SqlStatement => sql`(
  select day, agent, kind, name, calls, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd
  from spend where day >= ${day}::date
  union all
  select day, agent, kind, name, 1, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd
  from spend_entry where day >= ${day}::date
) spent`;

/** Each day from this one on that anything was spent on, oldest first. */
export function readDays(transaction: Transaction, from: string): Promise<Day[]> {
  return transaction.query<Day>(sql`
    select day::text, sum(cost_usd) as usd, coalesce(sum(cost_usd) filter (where kind <> 'tool'), 0) as model_usd,
           coalesce(sum(cost_usd) filter (where kind = 'tool'), 0) as tool_usd
    from ${spentFrom(from)} group by day order by day`);
}

/** What each agent spent from this day on, and of it today; dearest first. */
export function readAgentSpend(transaction: Transaction, from: string, today: string): Promise<AgentSpend[]> {
  return transaction.query<AgentSpend>(sql`
    select agent, sum(cost_usd) as month_usd, coalesce(sum(cost_usd) filter (where day = ${today}::date), 0) as today_usd
    from ${spentFrom(from)} group by agent order by month_usd desc, agent`);
}

/** What was spent on from this day on: models by purpose, and tools; dearest first. */
export function readParts(transaction: Transaction, from: string): Promise<Part[]> {
  return transaction.query<Part>(sql`
    select kind, name, sum(calls)::int8 as calls, sum(input_tokens)::int8 as input_tokens,
           sum(output_tokens)::int8 as output_tokens, sum(cache_read_tokens)::int8 as cache_read_tokens,
           sum(cache_write_tokens)::int8 as cache_write_tokens, sum(cost_usd) as usd
    from ${spentFrom(from)} group by kind, name order by usd desc, kind, name`);
}
