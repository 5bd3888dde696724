import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import { defaultRunLimits } from '@/lib/domain/run';
import { trustSettings } from '@/lib/domain/trust';
import type { Application } from '@/lib/services/application';
import { startRun } from '@/lib/services/runs/start-run';
import { defineTool } from '@/lib/tools/define-tool';
import { proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { inTurn, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const passes = () => Promise.resolve(null);
const page = (id: string) => ({ id, code: `CODE-${id}-77`, text: `long ${id} `.repeat(300) });

const readPage = defineTool({
  name: 'read_page',
  description: 'Reads a page.',
  input: z.object({ id: z.string() }),
  output: z.object({ id: z.string(), code: z.string(), text: z.string() }),
  outputFrom: 'records',
  reversibility: 'read_only',
  scope: passes,
  check: passes,
  execute: ({ id }) => Promise.resolve(page(id)),
  onFailure: 'tell_model',
});

const enterCode = defineTool({
  name: 'enter_code',
  description: 'Enters a code.',
  input: z.object({ code: z.string() }),
  output: z.string(),
  outputFrom: 'records',
  reversibility: 'irreversible',
  delivery: 'at_most_once',
  scope: passes,
  check: passes,
  preview: (args) => Promise.resolve({ before: {}, after: { codes: args } }),
  summary: ({ code }) => Promise.resolve(`Enter ${code}`),
  effectKey: () => null,
  repair: 'Take it back by hand.',
  execute: () => Promise.resolve('entered'),
  onFailure: 'tell_model',
});

const reader: Agent = {
  name: 'reader',
  title: 'Reader',
  instructions: 'You read.',
  tools: [readPage, enterCode],
  limits: { ...defaultRunLimits, maxSteps: 20 },
  trust: trustSettings.parse({ context: { keepLastResults: 1, budgets: { results: 800 } } }),
};

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
const catalog = scriptedCatalog(
  inTurn(
    [use('read_page', { id: 'a' })],
    [use('read_page', { id: 'b' }, 'use_b')],
    [use('reread_result', { step: 0, call: 0 })],
    [use('reread_result', { step: 7, call: 0 }, 'use_nothing')],
    [use('enter_code', { code: 'CODE-a-77' })],
  ),
);

beforeAll(async () => {
  app = await createTestApplication([reader]);
  startTestEngine(app, catalog);
  [mia, ravi] = [await createPerson(app, 'user'), await createPerson(app, 'reviewer')];
});

it('shows a shortened result whole when the agent asks for it, and keeps its first source', async () => {
  const { runId } = await startRun(app, mia, { agent: 'reader', message: 'Read on.', route: 'agent' });
  const run = await settled(app, mia, runId);
  const third = JSON.stringify(catalog.requests[2]?.messages);
  expect(third).toContain('reread_result {\\"step\\":0,\\"call\\":0} shows it whole');
  expect(third).not.toContain(page('a').text);
  expect(third).toContain(page('b').text);
  expect(run.steps[2]?.context).toMatchObject({ trimmed: [{ step: 0, call: 0 }] });
  const [, , again, nothing] = run.toolCalls;
  expect(again).toMatchObject({ name: 'reread_result', status: 'succeeded', output: page('a') });
  expect(nothing).toMatchObject({ status: 'refused' });
  const [proposal] = await proposalsOf(app, ravi, runId);
  expect(proposal?.provenance).toEqual([{ pointer: '/code', source: 'tool', tool: 'read_page', stepId: `${runId}:0` }]);
  expect(new Set(catalog.requests.map(({ tools }) => JSON.stringify(tools))).size).toBe(1);
});
