import { sql, type SqlStatement } from '@/lib/domain/sql';

/** Figures by the hour are for looking at the last days; older ones are told by the day. */
export const HOURS_KEPT_DAYS = 14;

/** Tells which rows are meant, by the column that holds the ids of what they tell of. */
export type Which = (column: string) => SqlStatement;

export const allOfThem: Which = () => sql`true`;

export function onlyThese(ids: readonly string[]): Which {
  return (column) => ({ text: `${column} = any($1)`, values: [ids] });
}

/** Hours that began later than this are kept. */
export const OLDEST_HOUR = sql`now() - make_interval(days => ${HOURS_KEPT_DAYS}::int)`;

/** The hour or, of what is too long ago for that, the day a moment lies in, in UTC. */
export function period(moment: string): SqlStatement {
  const at = { text: moment, values: [] };
  return sql`date_bin(case when ${at} > ${OLDEST_HOUR} then interval '1 hour' else interval '1 day' end, ${at}, 'epoch')`;
}
