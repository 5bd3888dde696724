import { sql, type Transaction } from '@/lib/domain/sql';
import type { CacheKey } from '@/lib/engine/ports';

/**
 * Keeps a result for as long as its tool says. What is over goes on the way: results past their time, and changes that
 * are older than any result can be and whose outcome is known.
 */
export async function keepResult(
  transaction: Transaction,
  { key, tool, seconds }: CacheKey,
  output: string,
  changes: number,
): Promise<void> {
  await transaction.query(sql`
    with forgotten as (
      delete from tool_result_cache where expires_at < clock_timestamp() - interval '1 hour'
    ), settled as (
      delete from record_change where at < clock_timestamp() - interval '2 days' and not exists (
        select from execution where execution.id = execution_id and status in ('dispatching', 'unknown'))
    )
    insert into tool_result_cache (key, tool, output, changes, read_at, expires_at)
    values (${key}, ${tool}, ${output}, ${changes}, clock_timestamp(),
            clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (key) do update
      set output = excluded.output, changes = excluded.changes, read_at = excluded.read_at,
          expires_at = excluded.expires_at`);
}
