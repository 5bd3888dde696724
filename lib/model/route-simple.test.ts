import { expect, it } from 'vitest';
import type { Agent } from '@/lib/domain/agent';
import type { Understanding } from '@/lib/domain/front-door';
import type { AnswerFinding } from '@/lib/domain/answer';
import type { ExecutionRecord, RunRecord } from '@/lib/domain/run-record';
import { callRecord, runRecord, stepRecord } from '@/lib/testing/run-records';
import { routeSimple } from './route-simple';

const CHEAP = 'claude-haiku-5-5';
const agent: Agent = {
  name: 'test',
  title: 'Test',
  instructions: '',
  tools: [],
  limits: runRecord().limits,
  frontDoor: {
    scope: 'help',
    outOfScope: [],
    intents: [
      { name: 'order_status', description: 'Where an order is.', path: 'rules' },
      { name: 'order_change', description: 'To change an order.', path: 'agent' },
    ],
  },
};
const understood = (intent: string | null, path: Understanding['path'] = 'agent') => ({
  intent: { intent, confidence: 0.9, path, modelCallId: null },
});
const route = (changes: Partial<RunRecord>) => routeSimple(runRecord(changes), agent, CHEAP);
const simple = understood('order_status');
const read = stepRecord(0, [callRecord()]);

it('gives the cheaper model what the front door found simple, from the first turn to the answer', () => {
  const routed = { model: CHEAP, why: 'The front door found the message simple (order status).' };
  expect(route(simple)).toEqual(routed);
  expect(route({ ...simple, steps: [read] })).toEqual(routed);
  expect(route({ ...understood('order_status', 'rules'), steps: [read] })).toEqual(routed);
});

it.each<[string, Partial<RunRecord>]>([
  ['a request that is no simple one', understood('order_change')],
  ['one that nobody classified', understood(null)],
  ['one that passed no front door', {}],
  ['one whose call failed', { ...simple, steps: [stepRecord(0, [callRecord({ status: 'failed' })])] }],
  [
    'one that changed something',
    { ...simple, steps: [stepRecord(0, [callRecord({ execution: { status: 'succeeded' } as ExecutionRecord })])] },
  ],
  [
    'one whose words did not pass their check',
    { ...simple, steps: [{ ...read, calls: [], findings: [{ kind: 'amount' } as AnswerFinding] }] },
  ],
])('leaves %s to the usual model', (_, changes) => {
  expect(route(changes)).toBeNull();
});
