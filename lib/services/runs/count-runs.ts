import type { CountRunsInput, RunCounts } from '@/lib/api/contract/run';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { runFilter } from './run-filter';

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

/**
 * How many runs began in each of equal parts of a time, which is the day before `until` unless `since` says more. Throws
 * invalid_fields when it ends before it begins, or lasts longer than a year.
 */
export async function countRuns({ database }: Application, actor: Actor, input: CountRunsInput): Promise<RunCounts> {
  const end = input.until === undefined ? Date.now() : Date.parse(input.until);
  const start = input.since === undefined ? end - DAY_MS : Date.parse(input.since);
  if (end <= start || end - start > MOST_DAYS * DAY_MS) throw notATime();
  const [since, until] = [new Date(start).toISOString(), new Date(end).toISOString()];
  const rows = await database.query<{ part: number; count: number }>(sql`
    select width_bucket(extract(epoch from r.created_at), extract(epoch from ${since}::timestamptz),
                        extract(epoch from ${until}::timestamptz), ${input.parts}::int) - 1 as part, count(*) as count
    from run r join app_user u on u.id = r.user_id
    where ${runFilter(actor, { ...input, since, until })}
    group by 1`);
  const counts = new Map(rows.map(({ part, count }) => [part, count]));
  return { since, until, items: Array.from({ length: input.parts }, (_, part) => counts.get(part) ?? 0) };
}

function notATime(): CountersignError {
  const fault = { pointer: '?until', message: 'It is later than since, by a year at most.' };
  return new CountersignError('invalid_fields', 'Nothing was counted.', { errors: [fault] });
}
