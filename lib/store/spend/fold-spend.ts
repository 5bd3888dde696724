import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

const ENTRIES_AT_ONCE = 5000;

/** What was spent and is not added up, and reservations whose time is over. */
export const spendDue = sql`
  select from spend_entry union all select from spend_reservation where expires_at < now()`;

/**
 * Adds what was spent to the days' figures and forgets reservations whose time is over. Several processes may do it at
 * once: each takes other entries, and they add to the figures in one order.
 */
export async function foldSpend(database: Database): Promise<void> {
  await database.query(sql`
    with forgotten as (
      delete from spend_reservation where expires_at < now()
    ), taken as (
      delete from spend_entry where id in (
        select id from spend_entry order by id limit ${ENTRIES_AT_ONCE} for update skip locked)
      returning *
    )
    insert into spend as total (day, agent, kind, name, calls, input_tokens, output_tokens, cache_read_tokens,
                                cache_write_tokens, cost_usd)
    select day, agent, kind, name, count(*), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens),
           sum(cache_write_tokens), sum(cost_usd)
    from taken group by day, agent, kind, name order by day, agent, kind, name
    on conflict (day, agent, kind, name) do update set
      calls = total.calls + excluded.calls, input_tokens = total.input_tokens + excluded.input_tokens,
      output_tokens = total.output_tokens + excluded.output_tokens,
      cache_read_tokens = total.cache_read_tokens + excluded.cache_read_tokens,
      cache_write_tokens = total.cache_write_tokens + excluded.cache_write_tokens,
      cost_usd = total.cost_usd + excluded.cost_usd`);
}
