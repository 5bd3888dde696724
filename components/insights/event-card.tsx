import { useState } from 'react';
import { Select } from '@/components/ui/text-box';
import type { EventFigures, FiguresAnswer } from '@/lib/api/contract/figures';
import { Chart } from './chart';
import { DataTable } from './data-table';
import { periodInWords, runsHref } from './period-words';

const sources = { tool: 'told by a tool', agent: 'told by the agent', watcher: 'seen in replies' };

/** How often something was told of the business, or the sum of a number that came with it. */
export function EventCard({ event, answer }: { event: EventFigures; answer: FiguresAnswer }) {
  const members = Object.keys(event.sums).sort();
  // A watcher's count is of replies; what it watches for is in its sum.
  const [shown, setShown] = useState(event.source === 'watcher' ? (members[0] ?? '') : '');
  const title = event.name.replaceAll('_', ' ');
  const points = answer.series.map(({ from, to }, index) => {
    const part = event.series[index] ?? { count: 0, sums: {} };
    const value = shown === '' ? part.count : (part.sums[shown] ?? 0);
    return {
      period: periodInWords(from, answer.bucket),
      value,
      words: value.toLocaleString(),
      href: runsHref(from, to, { agent: answer.agent, tool: answer.tool }),
      part,
    };
  });
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3 rounded-md p-4 ring-1 ring-line">
      <header className="flex flex-col gap-1">
        <div className="flex items-start justify-between gap-2">
          <h3 className="text-small font-medium first-letter:uppercase">{title}</h3>
          {members.length > 0 && (
            <Select
              aria-label={`What is drawn of ${title}`}
              className="h-7 w-auto px-1 text-meta max-md:h-11"
              value={shown}
              onChange={({ target }) => setShown(target.value)}
            >
              <option value="">how often</option>
              {members.map((member) => (
                <option key={member} value={member}>
                  sum of {member}
                </option>
              ))}
            </Select>
          )}
        </div>
        <p className="text-title font-semibold tabular-nums">
          {(shown === '' ? event.count : (event.sums[shown] ?? 0)).toLocaleString()}
        </p>
        <p className="text-meta text-quiet">
          {sources[event.source]}
          {event.source === 'watcher' && `, ${event.count.toLocaleString()} in all`}
        </p>
      </header>
      <Chart label={title} points={points} look="bars" axis={(value) => value.toLocaleString()} />
      <DataTable
        caption={`${title} over time`}
        columns={['From', 'How often', ...members]}
        rows={points.map(({ period, href, part }) => ({
          name: period,
          href,
          cells: [part.count.toLocaleString(), ...members.map((member) => (part.sums[member] ?? 0).toLocaleString())],
        }))}
      />
    </section>
  );
}
