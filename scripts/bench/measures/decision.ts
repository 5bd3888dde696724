import { rowOf, withRatios } from '../report';
import { processModel } from '../work';
import { withField } from './field';
import type { Measure } from './measure';

const MEASURE = 'decision → execute';

/** From a decision's commit to the first line of the tool's execute, one run after another, the contenders in turn. */
export const decision: Measure = {
  name: 'decision',
  title: 'decision committed → first line of execute',
  run: (stage) =>
    withField(stage, { model: processModel, outside: true }, async (field) => {
      const rounds = stage.quick ? 60 : 300;
      const warmUp = 30;
      const values = new Map(field.map(({ name }) => [name, [] as number[]]));
      for (let round = 0; round < warmUp + rounds && !stage.signal.aborted; round++) {
        for (const contender of field) {
          const id = await contender.park();
          const delay = await contender.decide(id);
          if (round >= warmUp) values.get(contender.name)?.push(delay);
        }
      }
      const rows = withRatios([...values].map(([name, delays]) => rowOf(MEASURE, name, 'ms', delays)));
      return rows.map((row) =>
        row.contender === 'Countersign' && row.toBare !== undefined
          ? { ...row, bar: '≤ 3× bare', reached: row.toBare <= 3 }
          : row,
      );
    }),
};
