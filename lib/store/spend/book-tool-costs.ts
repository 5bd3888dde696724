import { sql, type Transaction } from '@/lib/domain/sql';
import type { ToolCost } from '@/lib/engine/ports';

/** Books what tools cost outside the model to their calls, to the run and to the day. */
export async function bookToolCosts(
  transaction: Transaction,
  runId: string,
  costs: readonly ToolCost[],
): Promise<void> {
  const paid = costs.filter(({ usd }) => usd > 0);
  if (paid.length === 0) return;
  await transaction.send(sql`
    with cost as materialized (
      select * from json_to_recordset(${JSON.stringify(paid)}::json) as item ("callId" text, tool text, usd float)
    ), call as (
      update tool_call set cost_usd = cost_usd + cost.usd from cost where tool_call.id = cost."callId"
    ), spent as (
      update run set cost_usd = cost_usd + (select sum(usd) from cost) where id = ${runId} returning agent
    )
    insert into spend_entry (day, agent, kind, name, input_tokens, output_tokens, cache_read_tokens,
                             cache_write_tokens, cost_usd)
    select (now() at time zone 'utc')::date, spent.agent, 'tool', cost.tool, 0, 0, 0, 0, cost.usd from spent, cost`);
}
