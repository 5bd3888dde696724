import { sql, type SqlStatement } from '@/lib/domain/sql';

/** Today's date in UTC, by the database's clock at the moment it is asked. */
export const today = sql`(clock_timestamp() at time zone 'utc')::date`;

/** Dollars spent from this day on, by one agent or by all: what is added up already, and what is not yet. */
export function spentSince(day: SqlStatement, agent: string | null): SqlStatement {
  return sql`(
    select coalesce(sum(cost_usd), 0) from (
      select cost_usd from spend where day >= ${day} and (${agent}::text is null or agent = ${agent})
      union all
      select cost_usd from spend_entry where day >= ${day} and (${agent}::text is null or agent = ${agent})
    ) spent)`;
}
