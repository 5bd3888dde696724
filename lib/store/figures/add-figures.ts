import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';

/** Figures by the hour are for looking at the last days; older ones are told by the day. */
export const HOURS_KEPT_DAYS = 14;

/**
 * Adds facts to the figures of their hour, day and month and of all time. The caller holds the table, so that nobody else
 * adds meanwhile.
 */
export async function addFigures(transaction: Transaction, facts: SqlStatement): Promise<void> {
  await transaction.send(sql`
    with fact (at, agent, tool, measure, label, bucket, count, total) as (${facts}), hourly as materialized (
      select measure, tool, date_trunc('hour', at, 'UTC') as hour, agent, label, bucket, sum(count) as count,
             sum(total) as total
      from fact group by 1, 2, 3, 4, 5, 6
    )
    insert into figure (grain, measure, tool, start, agent, label, bucket, count, total)
    select grain, measure, tool, start, agent, label, bucket, sum(count), sum(total)
    from hourly
    cross join lateral (values
      ('hour'::figure_grain, hour), ('day', date_trunc('day', hour, 'UTC')), ('month', date_trunc('month', hour, 'UTC')),
      ('all', 'epoch'::timestamptz)
    ) as period (grain, start)
    where grain <> 'hour' or start > now() - make_interval(days => ${HOURS_KEPT_DAYS}::int)
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict (grain, measure, tool, start, agent, label, bucket)
    do update set count = figure.count + excluded.count, total = figure.total + excluded.total`);
}
