import { sql } from '@/lib/domain/sql';
import { rebuildFigures } from '@/lib/store/figures/rebuild-figures';
import { rowOf, type Row } from '../report';
import { withWebsite } from '../website';
import { storeHistory } from './history';
import type { Measure } from './measure';

const SIZES = [10_000, 100_000, 1_000_000];
const QUICK_SIZES = [10_000, 100_000];
const WARM_UP = 5;

/** What the page asks for. */
const asked: Record<string, { days: number; tool?: string }> = {
  '30 days': { days: 30 },
  '90 days': { days: 90 },
  '90 days of one tool': { days: 90, tool: 'tool_3' },
  '12 months': { days: 365 },
};

/** The figures over HTTP while the history grows: what is read does not grow with the runs, but with days and agents. */
export const figures: Measure = {
  name: 'figures',
  title: 'the figures of up to a million runs',
  run: (stage) =>
    withWebsite(stage, async ({ database, url, signIn }) => {
      const reviewer = await signIn('reviewer');
      const rows: Row[] = [];
      let stored = 0;
      for (const size of stage.quick ? QUICK_SIZES : SIZES) {
        await storeHistory(database, stored, size);
        stored = size;
        const measure = `figures, ${size.toLocaleString('en-US')} runs`;
        const from = performance.now();
        await rebuildFigures(database);
        rows.push(rowOf(measure, 'counted anew', 's', [(performance.now() - from) / 1000]));
        await database.query(sql`vacuum analyze figure_tally`);
        for (const [contender, choice] of Object.entries(asked)) {
          const row = rowOf(measure, contender, 'ms', await timings(stage.quick ? 20 : 60, url, reviewer, choice));
          rows.push({ ...row, bar: 'p95 < 300 ms', reached: row.p95 < 300 });
        }
      }
      return rows;
    }),
};

async function timings(
  rounds: number,
  url: string,
  headers: Record<string, string>,
  { days, tool }: { days: number; tool?: string },
): Promise<number[]> {
  const since = new Date(Date.now() - days * 86_400_000).toISOString();
  const query = new URLSearchParams({ since, ...(tool === undefined ? {} : { tool }) });
  const all: number[] = [];
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const from = performance.now();
    const response = await fetch(`${url}/metrics/summary?${query.toString()}`, { headers });
    await response.json();
    if (!response.ok) throw new Error(`The figures answered ${response.status}.`);
    all.push(performance.now() - from);
  }
  return all.slice(WARM_UP);
}
