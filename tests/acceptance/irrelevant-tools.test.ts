import { beforeAll, expect, it } from 'vitest';
import type { Agent } from '@/lib/domain/agent';
import type { Json, JsonSchema } from '@/lib/domain/json';
import { sql } from '@/lib/domain/sql';
import type { Tool } from '@/lib/domain/tool';
import type { Application } from '@/lib/services/application';
import { startRun } from '@/lib/services/runs/start-run';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { anthropicCatalog } from '../fixtures/anthropic-catalog';
import { settled, startTestEngine } from '../fixtures/engine';
import { wideLimits } from '../fixtures/retail-engine';
import { caseMessage, scriptedCases, type ScriptedCases } from '../fixtures/scripted-cases';
import { atEnd } from '../support/at-end';
import { concurrently } from '../support/batches';
import { describeWithCases, readLines } from '../support/cases';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

interface IrrelevantCase {
  id: string;
  user: string;
  tools: { name: string; description: string; parameters: JsonSchema }[];
  expected_calls: 0;
}

const RUNS_AT_ONCE = 6;

describeWithCases('schema/bfcl-irrelevance.jsonl', 'a question that none of the offered tools answers', (path) => {
  const cases = readLines<IrrelevantCase>(path);
  let app: Application;
  let script: ScriptedCases;
  let mia: TestPerson;
  let executed = 0;

  beforeAll(async () => {
    script = scriptedCases();
    const server = await startScriptedModelServer(script.script);
    atEnd(() => server.close());
    const agents = cases.map((one) => agentOf(one, () => (executed += 1)));
    app = await createTestApplication(agents, { ANTHROPIC_API_KEY: 'test', ANTHROPIC_BASE_URL: server.url });
    startTestEngine(app, anthropicCatalog(app));
    mia = await createPerson(app, 'user');
  });

  const ask = async ({ id, user }: IrrelevantCase, suffix: string) => {
    const message = `${user}\n${caseMessage(`${id}${suffix}`)}`;
    const { runId } = await startRun(app, mia, { agent: id, message, route: 'agent' });
    return settled(app, mia, runId);
  };
  const countProposals = async () => {
    const [row] = await app.database.query<{ all: number; automatic: number }>(sql`
      select count(*)::int as all, count(*) filter (where settled_by is not null)::int as automatic from proposal`);
    return row;
  };

  it('that is answered in words leads to no call and no proposal', async () => {
    for (const { id } of cases) script.set(`${id}/words`, [{ text: 'I can’t do that here.' }]);
    const runs = await concurrently(cases, RUNS_AT_ONCE, (one) => ask(one, '/words'));
    expect(runs.filter(({ toolCalls }) => toolCalls.length > 0)).toEqual([]);
    expect(runs.filter(({ reply }) => reply !== 'I can’t do that here.')).toEqual([]);
    expect(await countProposals()).toEqual({ all: 0, automatic: 0 });
    console.log(`${runs.length} questions answered in words: 0 proposals`);
  });

  it('is held when the model calls one of them all the same', async () => {
    const withTools = cases.filter(({ tools }) => tools.length > 0);
    for (const { id, tools } of withTools) {
      const [tool] = tools;
      if (tool)
        script.set(`${id}/call`, [{ toolUses: [{ name: nameOf(id, tool.name), input: sampleOf(tool.parameters) }] }]);
    }
    const runs = await concurrently(withTools, RUNS_AT_ONCE, (one) => ask(one, '/call'));
    const held = runs.filter(({ status }) => status === 'awaiting');
    const refused = runs.filter(({ toolCalls }) => toolCalls.every(({ status }) => status === 'refused'));
    console.log(
      `${runs.length} wrong calls: ${held.length} wait for a person, ${refused.length} refused, ${executed} ran`,
    );
    expect(held.length + refused.length).toBe(runs.length);
    expect(held.length).toBeGreaterThan(0.9 * runs.length);
    expect(executed).toBe(0);
    expect(await countProposals()).toEqual({ all: held.length, automatic: 0 });
  });
});

/** In a deployment one name is one tool. */
function nameOf(id: string, name: string): string {
  return `${id}__${name}`.replaceAll(/[^\w-]/g, '_');
}

/** What the tools do is not said, so each may do anything. */
function agentOf({ id, tools }: IrrelevantCase, noteExecution: () => void): Agent {
  const allowed = () => Promise.resolve(null);
  const writes = tools.map(({ name, description, parameters }): Tool => {
    return {
      name: nameOf(id, name),
      description,
      input: parameters,
      output: {},
      scope: allowed,
      check: allowed,
      onFailure: 'tell_model',
      reversibility: 'irreversible',
      delivery: 'at_most_once',
      preview: (args) => Promise.resolve({ before: {}, after: { calls: { [name]: args } } }),
      summary: () => Promise.resolve(name),
      effectKey: () => null,
      repair: 'Ask whoever received it.',
      execute: () => {
        noteExecution();
        return Promise.resolve('done');
      },
    };
  });
  return { name: id, title: id, instructions: 'You help.', tools: writes, limits: wideLimits };
}

/** The smallest value that a schema allows. */
function sampleOf(schema: JsonSchema): Json {
  const {
    type,
    enum: choices,
    properties = {},
    required = [],
    items,
    minimum,
  } = schema as {
    type?: string;
    enum?: Json[];
    properties?: Record<string, JsonSchema>;
    required?: string[];
    items?: JsonSchema;
    minimum?: number;
  };
  if (choices?.[0] !== undefined) return choices[0];
  switch (type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
    case 'array':
      return items ? [sampleOf(items)] : [];
    case 'integer':
    case 'number':
      return minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return 'something';
  }
}
