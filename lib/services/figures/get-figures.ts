import type { FiguresAnswer, FiguresInput, ToolFigures } from '@/lib/api/contract/figures';
import { computeFigures, Counted } from '@/lib/domain/compute-figures';
import { figureDefinitions, figureName, meetsTarget, type CountedRow } from '@/lib/domain/figures';
import { readFigures, readFiguresByTool, readFigureState } from '@/lib/store/figures/read-figures';
import { stretchesOf } from '@/lib/store/figures/stretches';
import type { Application } from '../application';
import { EVENT_MEASURES, eventFigures } from './event-figures';
import { periodOf } from './period';

const MEASURES = [
  'started',
  'ended',
  'active_ms',
  'steps',
  'cost_usd',
  'tokens',
  'call',
  'decision',
  'wait_ms',
  'execution',
  ...EVENT_MEASURES,
];
const MEASURES_OF_TOOLS = ['call', 'decision', 'wait_ms', 'execution'];
/** Of what the spread is asked for, by measure and label. */
const SPREAD = ['active_ms:succeeded', 'wait_ms:'];

/** The figures of a time, of one agent or tool where asked. Throws `invalid_fields` for a time that can't be told. */
export async function getFigures({ database }: Application, input: FiguresInput): Promise<FiguresAnswer> {
  const { bucket, since, until, edges } = periodOf(input, new Date());
  const { agent, tool } = input;
  const whole = { grain: bucket, since, until };
  const filter = { agent: agent ?? null, tool: tool ?? null };
  const [periods, byTool, { waiting, ...known }] = await Promise.all([
    readFigures(database, whole, filter, { measures: MEASURES, spread: SPREAD }),
    readFiguresByTool(database, stretchesOf(whole), filter, { measures: MEASURES_OF_TOOLS, spread: SPREAD }),
    readFigureState(database),
  ]);
  const starts = edges.slice(0, -1).map((edge) => edge.getTime());
  const all = [...periods.values()].flat();
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    bucket,
    ...(agent === undefined ? {} : { agent }),
    ...(tool === undefined ? {} : { tool }),
    figures: judged(all),
    series: edges.slice(0, -1).map((from, index) => ({
      from: from.toISOString(),
      to: (edges[index + 1] ?? until).toISOString(),
      figures: computeFigures(new Counted(periods.get(from.getTime()) ?? [])),
    })),
    tools: [...byTool].map(([name, rows]) => toolFigures(name, new Counted(rows))),
    events: eventFigures(
      all,
      starts.map((start) => periods.get(start) ?? []),
    ),
    endings: endings(all),
    known,
    waiting,
  };
}

function judged(rows: readonly CountedRow[]): FiguresAnswer['figures'] {
  const values = computeFigures(new Counted(rows));
  const entries = figureName.options.map((name) => {
    const definition = figureDefinitions[name];
    return [name, { ...values[name], ...definition, ok: meetsTarget(values[name].value, definition.target) }] as const;
  });
  return Object.fromEntries(entries) as FiguresAnswer['figures'];
}

function endings(rows: readonly CountedRow[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { measure, label, count } of rows) {
    if (measure === 'ended') counts.set(label, (counts.get(label) ?? 0) + count);
  }
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

function toolFigures(tool: string, counted: Counted): ToolFigures {
  return {
    tool,
    calls: counted.count('call'),
    errors: counted.count('call', ['failed', 'refused']),
    decisions: counted.count('decision'),
    approved: counted.count('decision', ['approve']),
    edited: counted.count('decision', ['edit']),
    rejected: counted.count('decision', ['reject']),
    responded: counted.count('decision', ['respond']),
    waitP50: counted.percentile('wait_ms', 0.5).value,
    waitP90: counted.percentile('wait_ms', 0.9).value,
    executions: counted.count('execution'),
    unknownOutcomes: counted.count('execution', ['unknown']),
  };
}
