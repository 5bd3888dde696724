import { inParallel, APPROVALS_AT_ONCE } from '../contenders/contender';
import { rowOf, withRatios } from '../report';
import { processModel } from '../work';
import { withField } from './field';
import type { Measure } from './measure';

/** Parked runs approved at once: runs a second until every one has executed, resumed and ended. */
export const parked: Measure = {
  name: 'parked',
  title: '1,000 parked runs approved at once',
  run: (stage) =>
    withField(stage, { model: processModel }, async (field) => {
      const [rounds, count] = stage.quick ? [2, 300] : [3, 1000];
      const speeds = new Map(field.map(({ name }) => [name, [] as number[]]));
      for (let round = 0; round < rounds && !stage.signal.aborted; round++) {
        for (const contender of field) {
          const ids: string[] = [];
          await inParallel([...Array(count).keys()], APPROVALS_AT_ONCE, async () => {
            ids.push(await contender.park());
          });
          const from = performance.now();
          await contender.approveAll(ids);
          speeds.get(contender.name)?.push((count / (performance.now() - from)) * 1000);
        }
      }
      const rows = withRatios(
        [...speeds].map(([name, values]) => rowOf(`${count} parked, approved at once`, name, 'runs/s', values)),
      );
      return rows.map((row) =>
        row.contender === 'Countersign' && row.toLangGraph !== undefined
          ? { ...row, bar: '≥ 2× LangGraph', reached: row.toLangGraph >= 2 }
          : row,
      );
    }),
};
