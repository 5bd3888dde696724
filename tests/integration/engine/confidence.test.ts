import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import type { ModelBlock } from '@/lib/domain/model';
import { defaultPolicyBody } from '@/lib/domain/policy';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { trustSettings } from '@/lib/domain/trust';
import type { Application } from '@/lib/services/application';
import { backtestPolicy } from '@/lib/services/policies/backtest-policy';
import { getInboxItem } from '@/lib/services/inbox/get-inbox-item';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { startRun } from '@/lib/services/runs/start-run';
import { defineTool } from '@/lib/tools/define-tool';
import { proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { inTurn, say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const allowed = () => Promise.resolve(null);
const pay = defineTool({
  name: 'pay',
  description: 'Pays.',
  input: z.object({ to: z.string(), cents: z.int() }),
  output: z.object({ paid: z.string() }),
  outputFrom: 'records',
  reversibility: 'reversible',
  delivery: 'at_most_once',
  scope: allowed,
  check: ({ to }) => Promise.resolve(to === 'nobody' ? { message: 'There is nobody of that name.', hint: '' } : null),
  preview: ({ to, cents }) => Promise.resolve({ before: {}, after: { payments: { [to]: { cents } } } }),
  summary: ({ to, cents }) => Promise.resolve(`Pay ${cents} to ${to}`),
  effectKey: () => null,
  repair: 'Ask for it back.',
  execute: ({ to }) => Promise.resolve({ paid: to }),
  onFailure: 'tell_model',
});
const clerk: Agent = {
  name: 'clerk',
  title: 'Clerk',
  instructions: 'You pay bills.',
  tools: [pay],
  limits: defaultRunLimits,
  trust: trustSettings.parse({ confidence: { replyThreshold: 0.4 } }),
};

let app: Application;
let ana: TestPerson;
let ravi: TestPerson;
let turns: ModelBlock[][];
const catalog = scriptedCatalog((request) => inTurn(...turns)(request));

beforeAll(async () => {
  app = await createTestApplication([clerk]);
  startTestEngine(app, catalog);
  ana = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  const admin = await createPerson(app, 'admin');
  const rules = [{ when: 'run.confidence >= 0.5', verdict: 'auto' as const }];
  await savePolicy(app, admin, 'pay', 0, { ...defaultPolicyBody, rules, reason: 'For a test' });
});

async function ask(message: string, ...script: ModelBlock[][]) {
  turns = script;
  const { runId } = await startRun(app, ana, { agent: 'clerk', message, route: 'agent' });
  const run = await settled(app, ana, runId);
  return { run, proposals: await proposalsOf(app, ravi, runId) };
}

it('is stored with a reply and taken out of its words, also as they stream', async () => {
  const { run } = await ask('Hello', [say('Good day.\n<confidence>0.8</confidence>')]);
  expect(run).toMatchObject({ reply: 'Good day.', confidence: 0.8, confidenceReasons: [] });
  expect(run.steps[0]).toMatchObject({ text: 'Good day.', confidence: { value: 0.8, stated: 0.8 } });
  const events = await app.database.query<{ data: unknown }>(sql`select data from run_event where run_id = ${run.id}`);
  expect(JSON.stringify(events)).not.toContain('<confidence>');
});

it('begins at its setting when nothing is stated, and sends a reply below the threshold to a person', async () => {
  expect((await ask('Hello', [say('Good day.')])).run).toMatchObject({ status: 'succeeded', confidence: 0.9 });
  const { run } = await ask('Hello', [say('Perhaps.\n<confidence>0.3</confidence>')]);
  expect(run).toMatchObject({ status: 'escalated', reason: 'low_confidence', confidence: 0.3 });
  expect(run.reply).not.toContain('Perhaps');
  const events = await app.database.query<{ data: unknown }>(sql`select data from run_event where run_id = ${run.id}`);
  expect(JSON.stringify(events)).not.toContain('Perhaps');
  expect(JSON.stringify(run.steps)).not.toContain('Perhaps');
  expect((await getInboxItem(app, ravi, run.id)).draft).toEqual({ text: 'Perhaps.', findings: [] });
});

it('is stated with a call beside its arguments, which stay the tool’s own, and decides in a condition', async () => {
  const call = (confidence: number) => use('pay', { to: 'Kim', cents: 500, _confidence: confidence });
  const sure = await ask('Pay Kim 500 cents', [call(0.9)]);
  expect(sure.proposals[0]).toMatchObject({ confidence: 0.9, settledBy: 'policy@1', args: { to: 'Kim', cents: 500 } });
  expect(sure.run.toolCalls[0]?.args).toEqual({ to: 'Kim', cents: 500 });
  const sent = catalog.requests.at(-1)?.messages;
  expect(JSON.stringify(sent)).toContain('_confidence');
  const doubtful = await ask('Pay Kim 500 cents', [call(0.4)]);
  expect(doubtful.proposals[0]).toMatchObject({ status: 'pending', confidence: 0.4 });
});

it('falls with made-up arguments and refused calls, each with its reason', async () => {
  const { proposals } = await ask(
    'Pay Kim',
    [use('pay', { to: 'nobody', cents: 1 })],
    [use('pay', { to: 'Kim', cents: 77_123 })],
  );
  expect(proposals[0]).toMatchObject({ status: 'pending', confidence: 0.486 });
  expect(proposals[0]?.confidenceReasons).toMatchObject([{ factor: 0.6 }, { factor: 0.9 }]);
});

it('below the threshold keeps a call from running by itself whatever the rules say, in a backtest too', async () => {
  const admin = await createPerson(app, 'admin');
  const always = [{ verdict: 'auto' as const }];
  await savePolicy(app, admin, 'pay', 1, { ...defaultPolicyBody, rules: always, reason: 'For a test' });
  const { proposals } = await ask('Pay Lee 5 cents', [use('pay', { to: 'Lee', cents: 5, _confidence: 0.2 })]);
  expect(proposals[0]).toMatchObject({ status: 'pending', confidence: 0.2 });
  expect(proposals[0]?.gatedBy).toContain('confidence');
  const tested = await backtestPolicy(app, 'pay', { rules: always });
  expect(tested.sample.map(({ proposalId }) => proposalId)).not.toContain(proposals[0]?.id);
});

it('falls with words that the agent’s last runs did not hold, once there are enough of them', async () => {
  for (let made = 0; made < 20; made += 1) await ask('Please send the invoice', [say('Sent.')]);
  expect((await ask('please send that invoice', [say('Sent.')])).run).toMatchObject({ novelty: 0.25 });
  const { run } = await ask('quantum giraffe orchestra #W1', [say('What?')]);
  expect(run).toMatchObject({ novelty: 1, confidence: 0.63 });
  expect(run.confidenceReasons).toMatchObject([{ why: '100 % of the message’s words are new to this agent.' }]);
});
