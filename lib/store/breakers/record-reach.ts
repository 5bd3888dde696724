import { sql, type Transaction } from '@/lib/domain/sql';

/** Failures in a row after which nothing is sent for a while. */
const FAILURES_TO_OPEN = 5;
export const COOL_DOWN_SECONDS = 15;

/** Counts that a tool's system could not be reached, for all processes; an answer of any kind clears the count. */
export async function recordReach(transaction: Transaction, tool: string, reached: boolean): Promise<void> {
  if (reached) await transaction.query(sql`delete from tool_breaker where tool = ${tool}`);
  else
    await transaction.query(sql`
      insert into tool_breaker as breaker (tool, failures) values (${tool}, 1)
      on conflict (tool) do update set failures = breaker.failures + 1,
        open_until = case when breaker.failures + 1 >= ${FAILURES_TO_OPEN}
                          then now() + make_interval(secs => ${COOL_DOWN_SECONDS}) else breaker.open_until end`);
}
