import type { EventFigures } from '@/lib/api/contract/figures';
import { eventSource } from '@/lib/domain/business-event';
import type { CountedRow } from '@/lib/domain/figures';

export const EVENT_MEASURES = ['event', 'event_sum'];

interface Tally {
  count: number;
  sums: Record<string, number>;
}

/** What was told of the business, by name, over all and in each of the periods. */
export function eventFigures(all: readonly CountedRow[], periods: readonly CountedRow[][]): EventFigures[] {
  const whole = tally(all);
  const parts = periods.map(tally);
  return [...whole]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([key, sum]) => {
      const [source = '', name = ''] = key.split(':');
      const series = parts.map((part) => part.get(key) ?? { count: 0, sums: {} });
      return { name, source: eventSource.parse(source), ...sum, series };
    });
}

/** By source and name; a sum's label goes on with the member it is of. */
function tally(rows: readonly CountedRow[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { measure, label, count, total } of rows) {
    if (!EVENT_MEASURES.includes(measure)) continue;
    const [source = '', name = '', ...member] = label.split(':');
    const key = `${source}:${name}`;
    const known = tallies.get(key) ?? { count: 0, sums: {} };
    tallies.set(key, known);
    if (measure === 'event') known.count += count;
    else known.sums[member.join(':')] = (known.sums[member.join(':')] ?? 0) + total;
  }
  return tallies;
}
