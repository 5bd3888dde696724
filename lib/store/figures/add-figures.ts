import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import { OLDEST_HOUR } from './which';

/**
 * Adds facts to the figures of their hour, day and month and of all time. The caller holds the table, so that nobody else
 * adds meanwhile.
 */
export async function addFigures(transaction: Transaction, facts: SqlStatement): Promise<void> {
  await transaction.send(sql`
    with fact (at, agent, tool, measure, label, bucket, count, total) as (${facts}), finest as materialized (
      select at, tool, measure, agent, label, bucket, sum(count) as count, sum(total) as total
      from fact group by 1, 2, 3, 4, 5, 6
    ), daily as materialized (
      select date_bin('1 day', at, 'epoch') as at, tool, measure, agent, label, bucket, sum(count) as count,
             sum(total) as total
      from finest where at is not null group by 1, 2, 3, 4, 5, 6
    ), monthly as materialized (
      select date_trunc('month', at, 'UTC') as at, tool, measure, agent, label, bucket, sum(count) as count,
             sum(total) as total
      from daily group by 1, 2, 3, 4, 5, 6
    ), counted as (
      select 'hour'::figure_grain as grain, * from finest where at > ${OLDEST_HOUR}
      union all select 'day', * from daily
      union all select 'month', * from monthly
      union all
      select 'all', 'epoch', tool, measure, agent, label, bucket, sum(count), sum(total)
      from (select * from monthly union all select * from finest where at is null) as ever group by 3, 4, 5, 6, 7
    )
    insert into figure_tally as tally (grain, tool, measure, start, agent, label, count, total, buckets, bucket_counts)
    select grain, tool, measure, at, agent, label, sum(count), sum(total),
           coalesce(array_agg(bucket order by bucket) filter (where bucket is not null), '{}'),
           coalesce(array_agg(count::int order by bucket) filter (where bucket is not null), '{}')
    from counted group by 4, 5, 2, 6, 3, 1
    on conflict (grain, tool, measure, start, agent, label) do update set
      count = tally.count + excluded.count, total = tally.total + excluded.total, (buckets, bucket_counts) = (
        select coalesce(array_agg(bucket order by bucket), '{}'), coalesce(array_agg(together order by bucket), '{}')
        from (
          select bucket, sum(part)::int as together
          from (
            select * from unnest(tally.buckets, tally.bucket_counts)
            union all select * from unnest(excluded.buckets, excluded.bucket_counts)
          ) as both_parts (bucket, part)
          group by bucket
        ) as merged)`);
}
