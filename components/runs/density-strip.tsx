import { clsx } from 'clsx';
import { useNow } from '@/components/time/use-now';
import { useRunCounts, type RunFilter } from '@/lib/api/client/use-run-trace';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAYS_AGO = [0, 1, 2];
const HOURS = 24;
const HEIGHT = 40;

interface DensityStripProps {
  filter: RunFilter;
  /** The hour that was chosen begins and ends here. */
  onChoose: (from: string, to: string) => void;
}

/** How many runs began in each hour of the last three days: an hour opens what happened in it. */
export function DensityStrip({ filter: { since, until: _until, ...rest }, onChoose }: DensityStripProps) {
  const now = useNow(MINUTE);
  return (
    <section aria-labelledby="hours" className="flex flex-col gap-1">
      <h2 id="hours" className="text-small font-medium">
        The last days by the hour
      </h2>
      <ol className="flex flex-col">
        {DAYS_AGO.map((ago) => (
          <Day key={ago} start={startOfDay(now, ago)} now={now} filter={rest} chosen={since} onChoose={onChoose} />
        ))}
      </ol>
      <div aria-hidden className="grid grid-cols-[5.5rem_1fr] gap-2 text-meta text-quiet tabular-nums">
        <span />
        <div className="grid grid-cols-4">
          {['0:00', '6:00', '12:00', '18:00'].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
    </section>
  );
}

interface DayProps {
  start: Date;
  now: number;
  filter: RunFilter;
  chosen: string | undefined;
  onChoose: DensityStripProps['onChoose'];
}

function Day({ start, now, filter, chosen, onChoose }: DayProps) {
  const since = start.toISOString();
  const until = new Date(start.getTime() + HOURS * HOUR).toISOString();
  const counts = useRunCounts({ ...filter, since, until }, HOURS).data?.items ?? [];
  const most = Math.max(1, ...counts);
  const name = dayInWords(start, now);
  return (
    <li className="grid grid-cols-[5.5rem_1fr] items-end gap-2">
      <span className="text-meta text-quiet">{name}</span>
      <div className="grid grid-cols-24 items-end gap-px border-b">
        {Array.from({ length: HOURS }, (_, hour) => {
          const from = new Date(start.getTime() + hour * HOUR);
          return (
            <Hour
              key={hour}
              from={from}
              label={`${name} ${clockOf(from)}`}
              count={counts[hour] ?? 0}
              share={(counts[hour] ?? 0) / most}
              isChosen={chosen === from.toISOString()}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </li>
  );
}

interface HourProps {
  from: Date;
  label: string;
  count: number;
  share: number;
  isChosen: boolean;
  onChoose: DensityStripProps['onChoose'];
}

function Hour({ from, label, count, share, isChosen, onChoose }: HourProps) {
  const words = `${label}, ${count === 1 ? '1 run' : `${count} runs`}`;
  return (
    <button
      type="button"
      title={words}
      aria-label={words}
      aria-pressed={isChosen}
      disabled={count === 0}
      onClick={() => onChoose(from.toISOString(), new Date(from.getTime() + HOUR).toISOString())}
      className={clsx('h-10 w-full', isChosen ? 'bg-accent-soft' : 'enabled:hover:bg-surface')}
    >
      <svg aria-hidden viewBox={`0 0 10 ${HEIGHT}`} preserveAspectRatio="none" className="h-full w-full">
        <rect
          x={1}
          width={8}
          y={HEIGHT - share * (HEIGHT - 4)}
          height={share * (HEIGHT - 4)}
          className={isChosen ? 'fill-accent' : 'fill-quiet'}
        />
      </svg>
    </button>
  );
}

/** Midnight of a day in the viewer's zone. */
function startOfDay(now: number, daysAgo: number): Date {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - daysAgo);
  return day;
}

function dayInWords(start: Date, now: number): string {
  if (start.getTime() === startOfDay(now, 0).getTime()) return 'Today';
  if (start.getTime() === startOfDay(now, 1).getTime()) return 'Yesterday';
  return start.toLocaleDateString(undefined, { weekday: 'long' });
}

function clockOf(moment: Date): string {
  return moment.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
