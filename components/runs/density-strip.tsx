import { clsx } from 'clsx';
import { useNow } from '@/components/time/use-now';
import { useRunCounts, type RunFilter } from '@/lib/api/client/use-run-trace';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAYS_AGO = [0, 1, 2];
const HOURS = 24;
const HEIGHT = 40;
/** Where there is little room, a bar stands for so many hours: it is to be hit with a finger. */
const GROUPED = 3;

interface DensityStripProps {
  filter: RunFilter;
  /** What was chosen begins and ends here. */
  onChoose: (from: string, to: string) => void;
}

/** How many runs began in each hour of the last three days: a bar opens what happened in its time. */
export function DensityStrip({ filter: { since, until, ...rest }, onChoose }: DensityStripProps) {
  const now = useNow(MINUTE);
  return (
    <section aria-labelledby="hours" className="@container flex flex-col gap-1">
      <h2 id="hours" className="text-small font-medium">
        The last days by the hour
      </h2>
      <ol className="flex flex-col">
        {DAYS_AGO.map((ago) => (
          <Day
            key={ago}
            start={startOfDay(now, ago)}
            now={now}
            filter={rest}
            chosen={{ since, until }}
            onChoose={onChoose}
          />
        ))}
      </ol>
      <div aria-hidden className="grid gap-2 text-meta text-quiet tabular-nums @2xl:grid-cols-[5.5rem_1fr]">
        <span className="hidden @2xl:block" />
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
  chosen: Pick<RunFilter, 'since' | 'until'>;
  onChoose: DensityStripProps['onChoose'];
}

function Day({ start, now, filter, chosen, onChoose }: DayProps) {
  const since = start.toISOString();
  const until = new Date(start.getTime() + HOURS * HOUR).toISOString();
  const counts = useRunCounts({ ...filter, since, until }, HOURS).data?.items ?? [];
  const name = dayInWords(start, now);
  const bars = { start, name, counts, chosen, onChoose };
  return (
    <li className="grid items-end gap-x-2 @2xl:grid-cols-[5.5rem_1fr]">
      <span className="text-meta text-quiet max-md:mt-1">{name}</span>
      <Bars {...bars} hours={1} className="hidden grid-cols-24 @2xl:grid" />
      <Bars {...bars} hours={GROUPED} className="grid grid-cols-8 @2xl:hidden" />
    </li>
  );
}

interface BarsProps {
  start: Date;
  /** The day's. */
  name: string;
  /** Of each hour. */
  counts: readonly number[];
  /** How many of them one bar stands for. */
  hours: number;
  chosen: DayProps['chosen'];
  onChoose: DensityStripProps['onChoose'];
  className: string;
}

function Bars({ start, name, counts, hours, chosen, onChoose, className }: BarsProps) {
  const sums = Array.from({ length: HOURS / hours }, (_, part) =>
    counts.slice(part * hours, (part + 1) * hours).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(1, ...sums);
  return (
    <div className={clsx('items-end border-b', className)}>
      {sums.map((count, part) => {
        const from = new Date(start.getTime() + part * hours * HOUR);
        const to = new Date(from.getTime() + hours * HOUR);
        return (
          <Bar
            key={part}
            label={`${name} ${clockOf(from)}${hours === 1 ? '' : ` to ${clockOf(to)}`}`}
            count={count}
            share={count / most}
            isChosen={chosen.since === from.toISOString() && chosen.until === to.toISOString()}
            onChoose={() => onChoose(from.toISOString(), to.toISOString())}
          />
        );
      })}
    </div>
  );
}

interface BarProps {
  label: string;
  count: number;
  share: number;
  isChosen: boolean;
  onChoose: () => void;
}

function Bar({ label, count, share, isChosen, onChoose }: BarProps) {
  const words = `${label}, ${count === 1 ? '1 run' : `${count} runs`}`;
  return (
    <button
      type="button"
      title={words}
      aria-label={words}
      aria-pressed={isChosen}
      disabled={count === 0}
      onClick={onChoose}
      className={clsx('h-10 w-full max-md:h-11', isChosen ? 'bg-accent-soft' : 'enabled:hover:bg-surface')}
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
