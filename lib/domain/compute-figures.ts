import { Amounts } from './figure-buckets';
import type { CountedRow, FigureName, FigureValue } from './figures';
import { loopReasons } from './run';

/** What was counted for one stretch of time; rows with the same key may come more than once. */
export class Counted {
  private readonly byMeasure = new Map<string, CountedRow[]>();
  private readonly added = new Map<string, Amounts>();

  constructor(rows: readonly CountedRow[]) {
    for (const row of rows) {
      const known = this.byMeasure.get(row.measure);
      if (known) known.push(row);
      else this.byMeasure.set(row.measure, [row]);
    }
  }

  /** How many, of these labels or of all. */
  count(measure: string, labels?: readonly string[]): number {
    return this.rows(measure, labels).reduce((sum, { count }) => sum + count, 0);
  }

  total(measure: string, labels?: readonly string[]): number {
    return this.rows(measure, labels).reduce((sum, { total }) => sum + total, 0);
  }

  /**
   * The bucket in which the amount stands that this share of all amounts does not exceed, by its upper end: less than 1/32
   * above the amount itself.
   */
  percentile(measure: string, share: number, labels?: readonly string[]): FigureValue {
    const amounts = this.amounts(measure, labels);
    return { value: amounts.percentile(share), numerator: amounts.total, denominator: amounts.total };
  }

  /** Added up once, for several shares are asked for. */
  private amounts(measure: string, labels?: readonly string[]): Amounts {
    const key = `${measure}:${labels?.join() ?? ''}`;
    const known = this.added.get(key) ?? new Amounts(this.rows(measure, labels).flatMap(({ spreads }) => spreads));
    this.added.set(key, known);
    return known;
  }

  private rows(measure: string, labels?: readonly string[]): CountedRow[] {
    const rows = this.byMeasure.get(measure) ?? [];
    return labels ? rows.filter(({ label }) => labels.includes(label)) : rows;
  }
}

const LOOPS = loopReasons.map((reason) => `escalated:${reason}`);

/** Every figure of what was counted. */
export function computeFigures(counted: Counted): Record<FigureName, FigureValue> {
  const succeeded = counted.count('active_ms', ['succeeded']);
  const escalated = counted.count('active_ms', ['escalated']);
  const ended = succeeded + escalated + counted.count('active_ms', ['failed']);
  const decisions = counted.count('decision');
  const started = counted.count('started');
  const unknown = counted.count('execution', ['unknown']);
  const spent = round(counted.total('cost_usd'));
  return {
    volume: { value: started, numerator: started, denominator: started },
    completion: ratio(succeeded, ended),
    escalations: ratio(escalated, ended),
    loops: ratio(counted.count('ended', LOOPS), ended),
    steps: ratio(counted.total('steps'), counted.count('steps')),
    toolErrors: ratio(
      counted.count('call', ['failed', 'refused']),
      counted.count('call', ['succeeded', 'failed', 'refused', 'unknown']),
    ),
    timeP90: counted.percentile('active_ms', 0.9, ['succeeded']),
    timeP95: counted.percentile('active_ms', 0.95, ['succeeded']),
    costPerCompleted: ratio(round(counted.total('cost_usd', ['succeeded'])), succeeded),
    spend: { value: spent, numerator: spent, denominator: counted.count('cost_usd') },
    cacheHits: ratio(
      counted.total('tokens', ['cache_read']),
      counted.total('tokens', ['input', 'cache_read', 'cache_write']),
    ),
    approvalWaitP50: counted.percentile('wait_ms', 0.5),
    approvalWaitP90: counted.percentile('wait_ms', 0.9),
    edits: ratio(counted.count('decision', ['edit']), decisions),
    rejections: ratio(counted.count('decision', ['reject']), decisions),
    unknownOutcomes: { value: unknown, numerator: unknown, denominator: counted.count('execution') },
  };
}

function ratio(numerator: number, denominator: number): FigureValue {
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}

/** Dollars are kept to the millionth; adding doubles must not show more. */
const round = (dollars: number) => Math.round(dollars * 1e6) / 1e6;
