import { Amounts, bucketEnd } from '@/lib/domain/figure-buckets';
import type { TotalRow } from '@/lib/store/metrics/read-metrics';
import { histogramSamples, type Family } from './exposition';

export const MEASURES = [
  ...['started', 'ended', 'active_ms', 'wait_ms', 'event'],
  ...['model_ms', 'model_input', 'model_output', 'model_cost_usd', 'model_error'],
];
export const MEASURES_BY_TOOL = ['call', 'decision', 'execution', 'revert'];

const BOUNDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300];
const WAITING_BOUNDS = [10, 60, 300, 900, 3600, 14_400, 86_400, 259_200];

/** What was ever counted, as counters and histograms. Facts of a run are counted when it ends. */
export function totalFamilies(rows: readonly TotalRow[]): Family[] {
  const of = (measure: string) => rows.filter((row) => row.measure === measure);
  const counter = (
    name: string,
    help: string,
    measure: string,
    labelsOf: LabelsOf,
    amount: 'count' | 'total' = 'count',
  ) => counterFamily(`countersign_${name}`, help, of(measure), labelsOf, amount);
  const histogram = (name: string, help: string, measure: string, labelsOf: LabelsOf, bounds: number[]) =>
    histogramFamily(`countersign_${name}`, help, of(measure), labelsOf, bounds);
  const byModel: LabelsOf = ({ label }) => ({ model: label });
  const byAgent: LabelsOf = ({ agent }) => ({ agent });
  return [
    counter('runs_started_total', 'Runs that began.', 'started', byAgent),
    counter('runs_ended_total', 'Runs that ended, by how.', 'ended', ({ agent, label }) => {
      const [status = '', reason = ''] = label.split(':');
      return { agent, status, reason };
    }),
    counter('tool_calls_total', 'Calls in runs that ended, by what became of them.', 'call', ({ tool, label }) => ({
      tool,
      status: label,
    })),
    counter('decisions_total', 'Decisions by people.', 'decision', ({ tool, label }) => ({ tool, verdict: label })),
    counter('executions_total', 'Effects that were sent, by their first outcome.', 'execution', ({ tool, label }) => ({
      tool,
      outcome: label,
    })),
    counter('reverts_total', 'Effects that were undone, by outcome.', 'revert', ({ tool, label }) => ({
      tool,
      outcome: label,
    })),
    counter('model_calls_total', 'Model calls of runs that ended.', 'model_ms', byModel),
    counter('model_errors_total', 'Model calls beside the turns that gave no answer of use.', 'model_error', byModel),
    counter('model_input_tokens_total', 'Input tokens, those of the cache included.', 'model_input', byModel, 'total'),
    counter('model_output_tokens_total', 'Output tokens.', 'model_output', byModel, 'total'),
    counter('model_cost_dollars_total', 'Dollars spent on models.', 'model_cost_usd', byModel, 'total'),
    counter('business_events_total', 'Business events, by who told them.', 'event', ({ agent, label }) => {
      const [source = '', name = ''] = label.split(':');
      return { agent, source, name };
    }),
  ].concat(spreads(histogram, byModel));
}

type Histogram = (name: string, help: string, measure: string, labelsOf: LabelsOf, bounds: number[]) => Family;

function spreads(histogram: Histogram, byModel: LabelsOf): Family[] {
  return [
    histogram(
      'run_active_seconds',
      'Time workers held a run that ended; waiting for people does not count.',
      'active_ms',
      ({ label }) => ({ status: label }),
      BOUNDS,
    ),
    histogram('model_call_seconds', 'Time a model took to answer.', 'model_ms', byModel, BOUNDS),
    histogram('approval_wait_seconds', 'Time from a proposal to a decision.', 'wait_ms', () => ({}), WAITING_BOUNDS),
  ];
}

type LabelsOf = (row: TotalRow) => Record<string, string>;

function counterFamily(
  name: string,
  help: string,
  rows: readonly TotalRow[],
  labelsOf: LabelsOf,
  amount: 'count' | 'total',
): Family {
  const samples = [...grouped(rows, labelsOf)].map(([, { labels, rows: group }]) => ({
    labels,
    value: group.reduce((sum, row) => sum + row[amount], 0),
  }));
  return { name, help, type: 'counter', samples };
}

function histogramFamily(
  name: string,
  help: string,
  rows: readonly TotalRow[],
  labelsOf: LabelsOf,
  bounds: number[],
): Family {
  const samples = [...grouped(rows, labelsOf)].flatMap(([, { labels, rows: group }]) => {
    const { counts } = new Amounts(group.flatMap(({ spreads }) => spreads));
    const counted = Array.from(counts, (count, bucket) => ({ upTo: bucketEnd(bucket) / 1000, count }));
    return histogramSamples(labels, counted, group.reduce((sum, { total }) => sum + total, 0) / 1000, bounds);
  });
  return { name, help, type: 'histogram', samples };
}

function grouped(rows: readonly TotalRow[], labelsOf: LabelsOf) {
  const groups = new Map<string, { labels: Record<string, string>; rows: TotalRow[] }>();
  for (const row of rows) {
    const labels = labelsOf(row);
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { labels, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return groups;
}
