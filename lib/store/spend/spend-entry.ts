import type { ModelUsage } from '@/lib/domain/model';
import type { SpendKind } from '@/lib/domain/spend';
import { sql, type SqlStatement } from '@/lib/domain/sql';

interface Spent {
  kind: SpendKind;
  /** The model's or the tool's. */
  name: string;
  usage: ModelUsage;
  costUsd: number;
}

/**
 * An update that adds what was spent to a run, and an insert of the same for the day's figures, as the common table
 * expressions `spent` and `entry` of one statement: both are committed or neither, and no counter is locked. `also` is
 * set on the run with it.
 */
export function bookToRun(runId: string, { kind, name, usage, costUsd }: Spent, also?: SqlStatement): SqlStatement {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return sql`
    spent as (
      update run set input_tokens = input_tokens + ${inputTokens}, output_tokens = output_tokens + ${outputTokens},
        cache_read_tokens = cache_read_tokens + ${cacheReadTokens}, cost_usd = cost_usd + ${costUsd}
        ${also ? sql`, ${also}` : sql``}
      where id = ${runId} returning agent
    ), entry as (
      insert into spend_entry (day, agent, kind, name, input_tokens, output_tokens, cache_read_tokens,
                               cache_write_tokens, cost_usd)
      select (now() at time zone 'utc')::date, agent, ${kind}, ${name}, ${inputTokens}, ${outputTokens},
             ${cacheReadTokens}, ${cacheWriteTokens}, ${costUsd}
      from spent
    )`;
}
