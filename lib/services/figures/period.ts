import type { FigureBucket, FiguresInput } from '@/lib/api/contract/figures';
import { CountersignError } from '@/lib/domain/errors';
import { HOURS_KEPT_DAYS } from '@/lib/store/figures/which';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
/** Longest times that are drawn by the hour or by the day when nobody says how. */
const MOST_DAYS = { hour: 3, day: 92 };
const MOST_BUCKETS = 400;

export interface Period {
  bucket: FigureBucket;
  since: Date;
  until: Date;
  /** The beginning of each bucket, and the end of the last one. */
  edges: Date[];
}

/** The time the figures are asked for, in whole buckets. Throws `invalid_fields` when it can't be told by them. */
export function periodOf({ since, until, bucket }: FiguresInput, now: Date): Period {
  const to = until === undefined ? now : new Date(until);
  const from = since === undefined ? new Date(to.getTime() - DEFAULT_DAYS * DAY_MS) : new Date(since);
  if (from >= to) throw wrong('since', 'must be before until');
  const oldestHour = new Date(now.getTime() - HOURS_KEPT_DAYS * DAY_MS);
  if (bucket === 'hour' && from < oldestHour)
    throw wrong('bucket', `can only be hour for the last ${HOURS_KEPT_DAYS} days`);
  const chosen = bucket ?? bucketFor(from, to, oldestHour);
  const edges = [startOf(chosen, from)];
  while (edges.length <= MOST_BUCKETS && (edges.at(-1) ?? to) < to) edges.push(next(chosen, edges.at(-1) ?? to));
  if (edges.length > MOST_BUCKETS) throw wrong('bucket', `makes more than ${MOST_BUCKETS} points of this time`);
  return { bucket: chosen, since: edges[0] ?? from, until: edges.at(-1) ?? to, edges };
}

function bucketFor(from: Date, to: Date, oldestHour: Date): FigureBucket {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (days <= MOST_DAYS.hour && from >= oldestHour) return 'hour';
  return days <= MOST_DAYS.day ? 'day' : 'month';
}

function startOf(bucket: FigureBucket, moment: Date): Date {
  const [year, month] = [moment.getUTCFullYear(), moment.getUTCMonth()];
  if (bucket === 'month') return new Date(Date.UTC(year, month));
  return new Date(Date.UTC(year, month, moment.getUTCDate(), bucket === 'hour' ? moment.getUTCHours() : 0));
}

function next(bucket: FigureBucket, start: Date): Date {
  if (bucket === 'month') return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
  return new Date(start.getTime() + (bucket === 'day' ? DAY_MS : DAY_MS / 24));
}

function wrong(field: string, message: string): CountersignError {
  return new CountersignError('invalid_fields', `The time can't be told so: ${field} ${message}.`, {
    errors: [{ pointer: `?${field}`, message }],
  });
}
