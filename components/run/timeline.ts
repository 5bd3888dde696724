import type { RunTrace } from '@/lib/api/contract/run-trace';

export type LaneKind = 'model' | 'aside' | 'tools' | 'people' | 'effects';

/** Something that took time in a run, in milliseconds since the epoch. */
export interface Span {
  lane: LaneKind;
  label: string;
  /** The id on the page of what it is about. */
  target: string;
  from: number;
  to: number;
}

/** Spans side by side, none of which overlap. */
export interface Lane {
  kind: LaneKind;
  spans: Span[];
}

const at = (moment: string) => Date.parse(moment);

/** All that took time in a run, in the order in which it began; what still goes on ends `now`. */
export function spansOf(trace: RunTrace, now: number): Span[] {
  const steps = trace.steps.map((step): Span => {
    const label = step.model === 'rules' ? 'rules' : step.model;
    return {
      lane: 'model',
      label,
      target: `step-${step.index + 1}`,
      from: at(step.startedAt),
      to: at(step.finishedAt),
    };
  });
  const asides = trace.modelCalls.map((call): Span => ({
    lane: 'aside',
    label: `${call.purpose} by ${call.model}`,
    target: `model-call-${call.id}`,
    from: at(call.at) - call.latencyMs,
    to: at(call.at),
  }));
  const calls = trace.calls.flatMap((call) => {
    const target = `call-${call.callId}`;
    if (call.proposals.length === 0) {
      const to = call.settledAt ? at(call.settledAt) : now;
      return [{ lane: 'tools' as const, label: call.name, target, from: at(call.startedAt), to }];
    }
    return call.proposals.flatMap((proposal) => [
      ...waitingOf(proposal, call.name, target, now),
      ...proposal.executions.flatMap(({ dispatchedAt, settledAt, undoes }) =>
        dispatchedAt === undefined
          ? []
          : [
              {
                lane: 'effects' as const,
                label: undoes ? `undoing ${call.name}` : call.name,
                target,
                from: at(dispatchedAt),
                to: settledAt ? at(settledAt) : now,
              },
            ],
      ),
    ]);
  });
  return [...steps, ...asides, ...calls].sort((one, other) => one.from - other.from || one.to - other.to);
}

/** What policy let run at once waited for nobody. */
function waitingOf(
  { settledBy, settledAt, proposedAt }: RunTrace['calls'][number]['proposals'][number],
  name: string,
  target: string,
  now: number,
): Span[] {
  if (settledBy?.startsWith('policy@')) return [];
  const to = settledAt ? at(settledAt) : now;
  return [{ lane: 'people', label: `${name} waits for people`, target, from: at(proposedAt), to }];
}

const ORDER: readonly LaneKind[] = ['model', 'aside', 'tools', 'people', 'effects'];

/** Puts each span into the first lane of its kind that is free: what ran at the same time lies side by side. */
export function lanesOf(spans: readonly Span[]): Lane[] {
  return ORDER.flatMap((kind) => {
    const lanes: Lane[] = [];
    for (const span of spans.filter(({ lane }) => lane === kind)) {
      const free = lanes.find(({ spans: taken }) => (taken.at(-1)?.to ?? 0) <= span.from);
      if (free) free.spans.push(span);
      else lanes.push({ kind, spans: [span] });
    }
    return lanes;
  });
}

/** A stretch of time as it is drawn; one in which nothing but waiting happened is drawn short. */
export interface Stretch {
  from: number;
  to: number;
  left: number;
  width: number;
  isShortened: boolean;
}

/** A wait is never drawn longer than this share of all work. */
const LONGEST_WAIT = 0.15;

/** Divides the time of a run into stretches of work and of waiting, on a scale from 0 to 1. */
export function stretchesOf(spans: readonly Span[]): Stretch[] {
  const edges = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((one, other) => one - other);
  const works = spans.filter(({ lane }) => lane !== 'people');
  const parts = edges.slice(1).map((to, index) => {
    const from = edges[index] ?? to;
    return { from, to, isWork: works.some((span) => span.from < to && span.to > from) };
  });
  const merged = parts.reduce<typeof parts>((all, part) => {
    const last = all.at(-1);
    if (last?.isWork === part.isWork) last.to = part.to;
    else all.push({ ...part });
    return all;
  }, []);
  const work = merged.reduce((sum, { from, to, isWork }) => sum + (isWork ? to - from : 0), 0);
  const longest = Math.max(work * LONGEST_WAIT, 1);
  const lengths = merged.map(({ from, to, isWork }) => (isWork ? to - from : Math.min(to - from, longest)));
  const total = Math.max(
    lengths.reduce((sum, length) => sum + length, 0),
    1,
  );
  let left = 0;
  return merged.map(({ from, to }, index) => {
    const length = lengths[index] ?? 0;
    const stretch = { from, to, left, width: length / total, isShortened: length < to - from };
    left += stretch.width;
    return stretch;
  });
}

/** Where a moment stands on the scale. */
export function placeOf(moment: number, stretches: readonly Stretch[]): number {
  const stretch = stretches.find(({ from, to }) => moment >= from && moment <= to);
  if (!stretch) return moment < (stretches[0]?.from ?? 0) ? 0 : 1;
  const length = stretch.to - stretch.from;
  return stretch.left + (length === 0 ? 0 : ((moment - stretch.from) / length) * stretch.width);
}
