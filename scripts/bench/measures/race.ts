import { rowOf } from '../report';
import { processModel } from '../work';
import { withField } from './field';
import type { Measure } from './measure';

const ROUNDS = 20;

/** Two people approve one item at the same moment: how many of them had it run. */
export const race: Measure = {
  name: 'race',
  title: 'two people decide one item at once',
  run: (stage) =>
    withField(stage, { model: processModel }, async (field) => {
      const rows = [];
      for (const contender of field) {
        const winners: number[] = [];
        for (let round = 0; round < ROUNDS; round++) winners.push(await contender.decideTwice(await contender.park()));
        const row = rowOf('two decide at once: that ran', contender.name, 'of 2', winners);
        const ours = contender.name === 'Countersign';
        rows.push(ours ? { ...row, bar: 'always 1', reached: winners.every((count) => count === 1) } : row);
      }
      return rows;
    }),
};
