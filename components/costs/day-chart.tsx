import type { CostsAnswer } from '@/lib/api/contract/cost';
import { CostTable } from './cost-table';
import { dollars } from './dollars';

type Day = CostsAnswer['days'][number];

const HEIGHT = 120;
const STEP = 20;
const BAR = 14;

interface DayChartProps {
  days: readonly Day[];
  /** The organisation's daily cap, drawn in. */
  cap: number | null;
}

/** A bar for each day, with the same numbers as a table. */
export function DayChart({ days, cap }: DayChartProps) {
  const highest = Math.max(...days.map(({ usd }) => usd), cap ?? 0, 0.0001);
  const heightOf = (usd: number) => (usd / highest) * HEIGHT;
  const width = days.length * STEP;
  return (
    <section aria-labelledby="days" className="flex flex-col gap-2">
      <h2 id="days" className="font-semibold">
        The last {days.length} days
      </h2>
      <svg
        role="img"
        aria-label={`Dollars a day over the last ${days.length} days, at most ${dollars(highest)}`}
        viewBox={`0 0 ${width} ${HEIGHT + 4}`}
        preserveAspectRatio="none"
        className="h-32 w-full rounded-md bg-surface"
      >
        {days.map((day, index) => (
          <rect
            key={day.day}
            x={index * STEP + (STEP - BAR) / 2}
            y={HEIGHT + 4 - heightOf(day.usd)}
            width={BAR}
            height={heightOf(day.usd)}
            className="fill-accent-fill"
          >
            <title>{`${day.day}: ${dollars(day.usd)}`}</title>
          </rect>
        ))}
        {cap !== null && (
          <line
            x1={0}
            x2={width}
            y1={HEIGHT + 4 - heightOf(cap)}
            y2={HEIGHT + 4 - heightOf(cap)}
            strokeDasharray="6 4"
            strokeWidth={2}
            className="stroke-danger"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <details>
        <summary className="text-small text-quiet hover:text-ink">As a table</summary>
        <CostTable
          label="Costs by day"
          head={['Day', 'Models', 'Tools', 'Together']}
          rows={days
            .toReversed()
            .map((day) => [day.day, dollars(day.modelUsd), dollars(day.toolUsd), dollars(day.usd)])}
          words={1}
        />
      </details>
    </section>
  );
}
