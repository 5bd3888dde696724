import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import type { ModelBlock } from '@/lib/domain/model';
import { defaultPolicyBody } from '@/lib/domain/policy';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { trustSettings } from '@/lib/domain/trust';
import type { Application } from '@/lib/services/application';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { getInboxItem } from '@/lib/services/inbox/get-inbox-item';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { getRun } from '@/lib/services/runs/get-run';
import { startRun } from '@/lib/services/runs/start-run';
import { defineTool } from '@/lib/tools/define-tool';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const allowed = () => Promise.resolve(null);
const account = defineTool({
  name: 'read_account',
  description: 'Reads the account.',
  input: z.object({}),
  output: z.object({ balance: z.number(), status: z.string() }),
  outputFrom: 'records',
  reversibility: 'read_only',
  scope: allowed,
  check: allowed,
  execute: () => Promise.resolve({ balance: 120.5, status: 'open' }),
  onFailure: 'tell_model',
});
const outside = {
  outputFrom: 'records',
  reversibility: 'irreversible',
  delivery: 'at_most_once',
  scope: allowed,
  check: allowed,
  effectKey: () => null,
  repair: 'Write again.',
  onFailure: 'tell_model',
} as const;
const close = defineTool({
  ...outside,
  name: 'close_account',
  description: 'Closes the account.',
  input: z.object({ why: z.string() }),
  output: z.object({ closed: z.boolean() }),
  preview: () => Promise.resolve({ before: {}, after: { account: { status: 'closed' } } }),
  summary: () => Promise.resolve('Close the account'),
  execute: () => Promise.resolve({ closed: true }),
});
const write = defineTool({
  ...outside,
  name: 'write_letter',
  description: 'Writes a letter.',
  input: z.object({ text: z.string() }),
  output: z.object({ sent: z.boolean() }),
  outboundTexts: ['text'],
  preview: ({ text }) => Promise.resolve({ before: {}, after: { letters: { new: { text } } } }),
  summary: () => Promise.resolve('Write a letter'),
  execute: () => Promise.resolve({ sent: true }),
});
const bank: Agent = {
  name: 'bank',
  title: 'Bank',
  instructions: 'You keep accounts. Closing takes 3 to 5 days.',
  tools: [account, close, write],
  limits: defaultRunLimits,
  trust: trustSettings.parse({ answers: { forbidden: ['we guarantee'] }, confidence: { proposalThreshold: 0 } }),
};

let app: Application;
let ana: TestPerson;
let ravi: TestPerson;
let turns: ModelBlock[][];
const catalog = scriptedCatalog(({ system }) => {
  if (system.startsWith('You check one action')) return opinion;
  return turns.shift() ?? [say('Good day.')];
});
let opinion: ModelBlock[];

beforeAll(async () => {
  app = await createTestApplication([bank]);
  startTestEngine(app, catalog);
  ana = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  const admin = await createPerson(app, 'admin');
  const always = { ...defaultPolicyBody, rules: [{ verdict: 'auto' as const }], reason: 'For a test' };
  await savePolicy(app, admin, 'write_letter', 0, always);
  await savePolicy(app, admin, 'close_account', 0, { ...always, secondCheck: true });
});

async function ask(message: string, ...script: ModelBlock[][]) {
  turns = script;
  const { runId } = await startRun(app, ana, { agent: 'bank', message, route: 'agent' });
  return settled(app, ana, runId);
}

const told = () => JSON.stringify(catalog.requests.at(-1)?.messages.at(-1));
const eventsOf = async (runId: string) =>
  JSON.stringify(await app.database.query(sql`select data from run_event where run_id = ${runId} order by seq`));
const CLOSED = 'Good news. I have closed your account.';

it('makes no call more when nothing is wrong, and streams what it checked', async () => {
  const before = catalog.requests.length;
  const run = await ask(
    'How much is left?',
    [use('read_account', {})],
    [say('There is $120.50 left. Closing takes 3-5 days.')],
  );
  expect(run).toMatchObject({ status: 'succeeded', reply: 'There is $120.50 left. Closing takes 3-5 days.' });
  expect(catalog.requests.length - before).toBe(2);
  expect(run.steps.map(({ findings }) => findings)).toEqual([[], []]);
});

it('has a false reply written again, and nobody outside ever reads it', async () => {
  const run = await ask('Close it', [say(CLOSED)], [say('I can close your account. Shall I?')]);
  expect(run).toMatchObject({ status: 'succeeded', reply: 'I can close your account. Shall I?' });
  expect(told()).toContain('I have closed');
  expect(run.steps[0]).toMatchObject({ text: '', notes: [], findings: [], reasoning: '' });
  expect(await eventsOf(run.id)).not.toContain('closed your account');
  const seen = await getRun(app, ravi, run.id);
  expect(seen.steps[0]).toMatchObject({ text: CLOSED, findings: [{ kind: 'done', quote: 'I have closed', at: 11 }] });
});

it('gives the second failure to a person, who edits the draft and sends it', async () => {
  const run = await ask('Close it', [say(CLOSED)], [say('Your account has been closed. You get $999.99.')]);
  expect(run).toMatchObject({ status: 'escalated', reason: 'not_grounded' });
  expect(JSON.stringify(run)).not.toContain('999.99');
  expect(await eventsOf(run.id)).not.toContain('999.99');
  const { draft } = await getInboxItem(app, ravi, run.id);
  expect(draft?.text).toBe('Your account has been closed. You get $999.99.');
  expect(draft?.findings.map(({ kind }) => kind)).toEqual(['done', 'amount']);
  const resolved = await resolveEscalation(app, ravi, run.id, { outcome: 'reply', message: 'Your account is open.' });
  const [last] = await app.database.query<{ text: string; role: string }>(sql`
    select text, role from message where conversation_id = ${resolved.conversationId} order by position desc limit 1`);
  expect(last).toEqual({ role: 'person', text: 'Your account is open.' });
});

it('calls it the rules when only the agent’s own rules are broken', async () => {
  const run = await ask('Hello', [say('We guarantee it.')], [say('Yes, we guarantee it.')]);
  expect(run).toMatchObject({ status: 'escalated', reason: 'validator_rejected' });
});

it('keeps words beside a call back without a repair', async () => {
  const before = catalog.requests.length;
  const run = await ask('Hello', [say(CLOSED), use('read_account', {})], [say('Your account is open.')]);
  expect(run).toMatchObject({ status: 'succeeded', reply: 'Your account is open.' });
  expect(catalog.requests.length - before).toBe(2);
  expect(await eventsOf(run.id)).not.toContain('closed your account');
});

it('can be switched off', async () => {
  await app.database.query(sql`
    insert into agent_settings (agent, version, limits, trust, enabled)
    values ('bank', 1, ${JSON.stringify(defaultRunLimits)}::jsonb, '{"answers": {"enabled": false}}', true)`);
  expect(await ask('Close it', [say(CLOSED)])).toMatchObject({ status: 'succeeded', reply: CLOSED });
  await app.database.query(sql`delete from agent_settings where agent = 'bank'`);
});

it('refuses a letter that says what is not so; if the agent insists, a person decides in spite of the rules', async () => {
  const letter = (text: string) => use('write_letter', { text }, `use_${text.length}`);
  const good = await ask('Write to me', [letter('Closing takes 3 to 5 days.')], [say('I have written the letter.')]);
  expect(good).toMatchObject({ status: 'succeeded', toolCalls: [{ status: 'succeeded' }] });
  const bad = await ask('Write to me', [letter('You have $777.77 left.')], [letter('You still have $777.77 left.')]);
  expect(bad.toolCalls).toMatchObject([{ status: 'refused' }, { status: 'awaiting' }]);
  expect(bad.toolCalls[0]?.error).toContain('“$777.77” in text');
  const [proposal] = await proposalsOf(app, ravi, bad.id);
  expect(proposal).toMatchObject({
    status: 'pending',
    findings: [{ kind: 'amount', quote: '$777.77', argument: 'text' }],
  });
  expect(proposal?.gatedBy).toContain('a check found something');
});

it('asks a second model about what cannot be undone, where policy wants it', async () => {
  opinion = [say('{"agrees": true, "reason": "It was asked for."}')];
  const agreed = await ask(
    'Close my account',
    [use('close_account', { why: 'asked' })],
    [say('I have closed your account.')],
  );
  expect(agreed).toMatchObject({ status: 'succeeded', reply: 'I have closed your account.' });
  opinion = [say('{"agrees": false, "reason": "Nobody asked to close it."}')];
  const doubted = await ask('How are you?', [use('close_account', { why: 'asked' })], [say('It is done.')]);
  const [proposal] = await proposalsOf(app, ravi, doubted.id);
  expect(proposal).toMatchObject({
    status: 'pending',
    findings: [{ kind: 'second_check', why: 'A second model does not agree: Nobody asked to close it.' }],
  });
  if (proposal) await approve(app, ravi, proposal);
  expect(await settled(app, ana, doubted.id)).toMatchObject({ status: 'succeeded', reply: 'It is done.' });
  opinion = [say('No idea')];
  const unasked = await ask('Close my account', [use('close_account', { why: 'asked' })]);
  expect((await proposalsOf(app, ravi, unasked.id))[0]?.findings).toMatchObject([
    { why: expect.stringMatching(/^Not checked/) },
  ]);
});
