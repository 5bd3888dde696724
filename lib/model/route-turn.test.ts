import { expect, it } from 'vitest';
import type { ExecutionRecord, StepRecord } from '@/lib/domain/run-record';
import { callRecord, runRecord, stepRecord } from '@/lib/testing/run-records';
import { createPriceTable } from './prices';
import { routeTurn } from './route-turn';

const DEAR = 'claude-sonnet-5-5';
const CHEAP = 'claude-haiku-5-5';
const prices = createPriceTable();
const execution = { status: 'succeeded' } as ExecutionRecord;
const step = (changes: Partial<StepRecord>, ...calls: StepRecord['calls']) => {
  const made = { ...stepRecord(0, calls), askedModel: DEAR, promptTokens: 6000, ...changes };
  return runRecord({ steps: [made] });
};
const written = callRecord({ execution });
const route = (record = step({}, written)) => routeTurn(record, DEAR, CHEAP, prices);

it('gives the turn after a write that went well to the cheaper model, and says why', () => {
  expect(route()).toEqual({
    model: CHEAP,
    why: `Only the answer was left to phrase, and ${CHEAP} is cheaper for it: $0.0009 instead of $0.0036 by counted price.`,
  });
});

it.each([
  ['the first turn', runRecord()],
  ['a turn after reads alone', step({}, callRecord())],
  ['one after a call that failed beside it', step({}, written, callRecord({ index: 1, status: 'failed' }))],
  ['one after a write that was rejected', step({}, callRecord({ execution, status: 'rejected' }))],
  ['one that the cheaper model asked for, which was not done with it', step({ askedModel: CHEAP }, written)],
])('leaves %s to the usual model', (_, record) => {
  expect(route(record)).toBeNull();
});

it('does not leave a long cached prefix that is cheaper to read than to write anew', () => {
  const record = step({ promptTokens: 150_000 }, written);
  expect(routeTurn(record, DEAR, CHEAP, prices)).toBeNull();
});
