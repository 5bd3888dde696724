import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { figuresAnswer, type EventFigures } from '@/lib/api/contract/figures';
import type { Agent } from '@/lib/domain/agent';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { ToolError } from '@/lib/domain/tool';
import type { Application } from '@/lib/services/application';
import { lookBack } from '@/lib/services/figures/look-back';
import { startRun } from '@/lib/services/runs/start-run';
import { foldFigures } from '@/lib/store/figures/fold-figures';
import { rebuildFigures } from '@/lib/store/figures/rebuild-figures';
import { defineTool } from '@/lib/tools/define-tool';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { inTurn, say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const nobodyObjects = () => Promise.resolve(null);
const input = z.object({ cents: z.int(), then: z.string() });

/** Tells what it does, then does what it is told to: succeed, refuse, or tell something nobody declared. */
const refund = defineTool({
  name: 'refund',
  description: 'Refunds.',
  input,
  output: z.string(),
  reversibility: 'compensable',
  delivery: 'transactional',
  scope: nobodyObjects,
  check: nobodyObjects,
  target: () => Promise.resolve({}),
  summary: ({ cents }) => Promise.resolve(`Refund ${cents} cents`),
  effectKey: () => null,
  repair: 'Ask for it back.',
  execute: ({ cents, then }, { event, idempotencyKey }) => {
    if (idempotencyKey === 'preview') event('refund_paid', { cents: 1_000_000 });
    else {
      event('refund_paid', { cents });
      if (then === 'refuse') throw new ToolError({ message: 'No.', hint: '' });
      if (then === 'undeclared') event('nobody_knows', {});
      if (then === 'wrong') event('refund_paid', { cents: 'many' });
    }
    return Promise.resolve('refunded');
  },
  onFailure: 'tell_model',
});

const tellsOfReading = defineTool({
  name: 'look_up',
  description: 'Looks up.',
  input: z.object({}),
  output: z.string(),
  reversibility: 'read_only',
  scope: nobodyObjects,
  check: nobodyObjects,
  execute: (_args, { event }) => {
    event('looked_up', {});
    return Promise.resolve('found');
  },
  onFailure: 'tell_model',
});

const agent: Agent = {
  name: 'refunds',
  title: 'Refunds',
  instructions: 'You refund.',
  tools: [refund, tellsOfReading],
  limits: defaultRunLimits,
  events: {
    refund_paid: { description: 'Money went back.', schema: z.strictObject({ cents: z.int() }) },
    looked_up: { description: 'Somebody asked.', schema: z.strictObject({}) },
    ended: { description: 'A run ended.', schema: z.strictObject({ calls: z.int() }) },
  },
  lookBack: ({ calls }, event) => event('ended', { calls: calls.length }),
};

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
const defects: string[] = [];

beforeAll(async () => {
  app = await createTestApplication([agent]);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  startTestEngine(
    app,
    scriptedCatalog((request) => {
      const [message = ''] = request.messages.flatMap(({ content }) =>
        content.flatMap((block) => (block.type === 'text' ? block.text : [])),
      );
      return inTurn(
        [use('look_up', {}), use('refund', { cents: 250, then: message })],
        [say('Sorry, and I apologize.')],
      )(request);
    }),
    { strictEvents: false, report: (error) => defects.push(String(error)) },
  );
});

async function refundThen(message: string): Promise<string> {
  const { runId } = await startRun(app, mia, { agent: 'refunds', message, route: 'auto' });
  await settled(app, mia, runId);
  for (const proposal of await proposalsOf(app, ravi, runId)) await approve(app, ravi, proposal);
  return (await settled(app, mia, runId)).id;
}

const toldOf = (runId: string) =>
  app.database.query(sql`select name, source, data from business_event where run_id = ${runId} order by name, id`);

async function events(): Promise<EventFigures[]> {
  while ((await foldFigures(app.database, 500, (transaction, ids) => lookBack(app, transaction, ids))).count > 0);
  const response = await api('GET', '/metrics/summary?bucket=day', { headers: ravi.token });
  return figuresAnswer.parse(await response.json()).events;
}

it('keeps what a tool told once it succeeded, and nothing of its preview', async () => {
  const run = await refundThen('succeed');
  expect(await toldOf(run)).toEqual([
    { name: 'looked_up', source: 'tool', data: {} },
    { name: 'refund_paid', source: 'tool', data: { cents: 250 } },
  ]);
});

it('forgets what a tool told before it refused', async () => {
  expect(await toldOf(await refundThen('refuse'))).toEqual([{ name: 'looked_up', source: 'tool', data: {} }]);
});

it('drops what is not as declared, reports the defect, and lets the tool go on', async () => {
  for (const then of ['undeclared', 'wrong']) {
    expect(await toldOf(await refundThen(then))).toEqual([
      { name: 'looked_up', source: 'tool', data: {} },
      { name: 'refund_paid', source: 'tool', data: { cents: 250 } },
    ]);
  }
  expect(defects.join('\n')).toMatch(/"nobody_knows" is not declared[^]*"refund_paid" carries something else/);
});

it('counts them with the sums of their numbers, apologies in replies and what the agent saw in the end', async () => {
  const counted = Object.fromEntries(
    (await events()).map(({ source, name, count, sums }) => [`${source} ${name}`, { count, sums }]),
  );
  expect(counted).toEqual({
    'tool looked_up': { count: 4, sums: {} },
    'tool refund_paid': { count: 3, sums: { cents: 750 } },
    'watcher apologies': { count: 4, sums: { matches: 8 } },
    'agent ended': { count: 4, sums: { calls: 7 } },
  });
  await rebuildFigures(app.database);
  expect(
    Object.fromEntries((await events()).map(({ source, name, count, sums }) => [`${source} ${name}`, { count, sums }])),
  ).toEqual(counted);
});
