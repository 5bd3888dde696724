import { useMemo } from 'react';
import { useNow } from '@/components/time/use-now';
import { exactTime, lengthInWords } from '@/components/time/words';
import type { RunTrace } from '@/lib/api/contract/run-trace';
import { lanesOf, placeOf, spansOf, stretchesOf, type Lane, type LaneKind, type Span, type Stretch } from './timeline';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WIDTH = 1000;
const THINNEST = 3;
const ROW = 18;

const names: Record<LaneKind, string> = {
  model: 'Model',
  aside: 'Model, beside',
  tools: 'Tools',
  people: 'People',
  effects: 'Effects',
};
const fills: Record<LaneKind, string> = {
  model: 'fill-accent',
  aside: 'fill-quiet',
  tools: 'fill-success',
  people: 'fill-warning',
  effects: 'fill-danger',
};

/** When everything of a run happened, side by side, and the same as a table. */
export function TimelineChart({ trace }: { trace: RunTrace }) {
  const now = useNow(trace.finishedAt ? MINUTE : SECOND);
  const spans = useMemo(() => spansOf(trace, now), [trace, now]);
  if (spans.length === 0) return null;
  return (
    <section aria-labelledby="timeline" className="flex flex-col gap-2">
      <h2 id="timeline" className="font-semibold">
        Timeline
      </h2>
      <Chart spans={spans} />
      <details>
        <summary className="text-small text-quiet hover:text-ink">The same as a table</summary>
        <SpanTable spans={spans} />
      </details>
    </section>
  );
}

/** The drawing alone says nothing to a screen reader; the table beneath it says all of it. */
function Chart({ spans }: { spans: readonly Span[] }) {
  const stretches = stretchesOf(spans);
  const lanes = lanesOf(spans);
  const shortened = stretches.filter(({ isShortened }) => isShortened);
  return (
    <>
      <div aria-hidden className="grid grid-cols-[auto_1fr] items-center gap-x-3 rounded-md px-3 py-2 ring-1 ring-line">
        {lanes.map((lane, index) => (
          <LaneRow key={index} lane={lane} isNew={lanes[index - 1]?.kind !== lane.kind} stretches={stretches} />
        ))}
      </div>
      {shortened.length > 0 && (
        <p className="text-meta text-quiet">
          Waits are drawn shorter than they were: {shortened.map(({ from, to }) => lengthInWords(to - from)).join(', ')}
          .
        </p>
      )}
    </>
  );
}

interface LaneRowProps {
  lane: Lane;
  /** The first of its kind, which says what they are. */
  isNew: boolean;
  stretches: readonly Stretch[];
}

function LaneRow({ lane: { kind, spans }, isNew, stretches }: LaneRowProps) {
  return (
    <>
      <span className="text-meta text-quiet">{isNew ? names[kind] : ''}</span>
      <svg viewBox={`0 0 ${WIDTH} ${ROW}`} preserveAspectRatio="none" className="h-4.5 w-full">
        {stretches.map(({ from, left, width, isShortened }) =>
          isShortened ? (
            <rect key={from} x={left * WIDTH} width={width * WIDTH} y={0} height={ROW} className="fill-surface" />
          ) : null,
        )}
        {spans.map((span, index) => {
          const left = placeOf(span.from, stretches) * WIDTH;
          const width = Math.max(placeOf(span.to, stretches) * WIDTH - left, THINNEST);
          return (
            <a key={index} href={`#${span.target}`} tabIndex={-1}>
              <title>{`${span.label}, ${lengthOf(span)}`}</title>
              <rect x={Math.min(left, WIDTH - width)} width={width} y={3} height={ROW - 6} className={fills[kind]} />
            </a>
          );
        })}
      </svg>
    </>
  );
}

function SpanTable({ spans }: { spans: readonly Span[] }) {
  return (
    <div tabIndex={0} role="region" aria-label="Timeline as a table" className="mt-1 overflow-x-auto">
      <table className="w-full text-small">
        <thead>
          <tr className="text-left text-quiet">
            {['Lane', 'What', 'Began', 'Took'].map((heading) => (
              <th key={heading} scope="col" className="border-b py-1 pr-3 font-medium">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spans.map((span, index) => (
            <tr key={index} className="align-top">
              <td className="py-1 pr-3">{names[span.lane]}</td>
              <td className="min-w-32 py-1 pr-3">
                <a href={`#${span.target}`} className="break-all text-accent underline underline-offset-2">
                  {span.label}
                </a>
              </td>
              <td className="py-1 pr-3 whitespace-nowrap" title={exactTime(new Date(span.from).toISOString())}>
                {new Date(span.from).toLocaleTimeString()}
              </td>
              <td className="py-1 whitespace-nowrap tabular-nums">{lengthOf(span)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function lengthOf({ from, to }: Span): string {
  return to - from < SECOND ? `${Math.max(0, to - from)} ms` : lengthInWords(to - from);
}
