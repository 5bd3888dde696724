import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ModelError, type ModelBlock, type ModelRequest } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import { askAside } from '@/lib/engine/ask-aside';
import { StaleClaim, type ModelCatalog } from '@/lib/engine/ports';
import type { Actor, Application } from '@/lib/services/application';
import { claimedRun } from '../../fixtures/claimed-run';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { say, scriptedCatalog, type ScriptedCatalog } from '../../fixtures/scripted-catalog';
import { createPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: Actor;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
});

const question = {
  purpose: 'classify',
  system: 'Say what this is about as {"intent": …}.',
  content: 'Where is my order?',
  answer: z.strictObject({ intent: z.enum(['order', 'other']) }),
} as const;

async function ask(...answers: (ModelBlock[] | ModelError)[]) {
  const models = scriptedCatalog(() => answers.shift() ?? [say('asked once too often')]);
  const run = await claimedRun(app, mia, models, 'notes');
  const answer = askAside(run.advance, run.record, run.agent, question);
  return { ...run, requests: models.requests, answer };
}

const callsOf = (runId: string) =>
  app.database.query<{
    purpose: string;
    answer: string | null;
    error: string | null;
    costUsd: number;
    parts: string[];
  }>(
    sql`select purpose, answer, error, cost_usd,
               array(select text from unnest(prompt_parts) part join prompt_part on hash = part) as parts
        from model_call where run_id = ${runId} order by id`,
  );
const costOf = async (runId: string) =>
  (
    await app.database.query<{ costUsd: number; inputTokens: number }>(
      sql`select cost_usd, input_tokens from run where id = ${runId}`,
    )
  )[0];

it('gives the object, stores the call with its prompt and books it to the run', async () => {
  const { answer, record, requests } = await ask([say('```json\n{"intent": "order"}\n```')]);
  expect(await answer).toMatchObject({ value: { intent: 'order' } });
  expect(requests).toMatchObject([{ tools: [], system: question.system }]);
  const [call] = await callsOf(record.id);
  expect(call).toMatchObject({ purpose: 'classify', error: null, costUsd: 0.002 });
  expect(call?.parts.join()).toContain('Where is my order?');
  expect(await costOf(record.id)).toEqual({ costUsd: 0.002, inputTokens: 10 });
  expect(record.costUsd).toBe(0.002);
});

it.each([
  ['prose', 'It is about an order.'],
  ['a key twice', '{"intent": "order", "intent": "other"}'],
  ['another shape', '{"intent": "weather"}'],
])('asks once more after %s, saying what was wrong', async (_, first) => {
  const { answer, record, requests } = await ask([say(first)], [say('{"intent": "other"}')]);
  expect(await answer).toMatchObject({ value: { intent: 'other' } });
  expect(requests[1]?.messages.map(({ role }: ModelRequest['messages'][number]) => role)).toEqual([
    'user',
    'assistant',
    'user',
  ]);
  expect((await callsOf(record.id)).map(({ error }) => error === null)).toEqual([false, true]);
  expect((await costOf(record.id))?.costUsd).toBeCloseTo(0.004);
});

it('is null after two answers that can’t be read', async () => {
  const { answer, record } = await ask([say('What?')], [say('Sorry?')]);
  expect(await answer).toBeNull();
  expect(await callsOf(record.id)).toHaveLength(2);
});

it('is null in an outage, and what the failures cost is booked', async () => {
  const broken = new ModelError('rejected', 'The provider refused.', undefined, 0.25);
  const { answer, record } = await ask(broken);
  expect(await answer).toBeNull();
  expect(await callsOf(record.id)).toMatchObject([{ answer: null, error: 'The provider refused.', costUsd: 0.25 }]);
  expect((await costOf(record.id))?.costUsd).toBe(0.25);
});

describe('with a stand-in', () => {
  const object = [say('{"intent": "order"}')];
  const standingIn = (script: (model: string) => ModelBlock[] | ModelError) => {
    const models = scriptedCatalog(({ model }) => script(model));
    const choose: ModelCatalog['choose'] = (...given) => {
      const { port } = models.choose(...given);
      return { model: 'first', port, standIn: { model: 'second', port } };
    };
    return { ...models, choose };
  };
  const askWith = async (models: ScriptedCatalog) => {
    const { advance, record, agent } = await claimedRun(app, mia, models, 'notes');
    const answer = await askAside(advance, record, agent, question);
    return { answer, asked: models.requests.map(({ model }) => model), calls: await callsOf(record.id) };
  };

  it('asks it at once while the first model’s breaker is open, and goes on with it', async () => {
    await app.database.query(sql`insert into tool_breaker values ('model:first', 5, now() + interval '1 hour')`);
    const answers = [[say('It is an order.')], object];
    const { answer, asked, calls } = await askWith(standingIn(() => answers.shift() ?? object));
    await app.database.query(sql`delete from tool_breaker`);
    expect(answer).toMatchObject({ value: { intent: 'order' } });
    expect(asked).toEqual(['second', 'second']);
    expect(calls).toHaveLength(2);
  });

  it('asks it when the first model does not answer, and books what both cost', async () => {
    const refused = new ModelError('rejected', 'The provider refused.', undefined, 0.25);
    const { answer, asked, calls } = await askWith(standingIn((model) => (model === 'first' ? refused : object)));
    expect(answer).toMatchObject({ value: { intent: 'order' } });
    expect(asked).toEqual(['first', 'second']);
    expect(calls.map(({ costUsd }) => costUsd)).toEqual([0.25, 0.002]);
  });
});

it('asks nobody once the run has spent its money', async () => {
  const models = scriptedCatalog(() => [say('{"intent": "order"}')]);
  const { advance, record, agent } = await claimedRun(app, mia, models, 'notes');
  record.costUsd = record.limits.maxCostUsd;
  expect(await askAside(advance, record, agent, question)).toBeNull();
  expect(models.requests).toEqual([]);
});

it('lets go of a run that another worker took over', async () => {
  const models = scriptedCatalog(() => [say('{"intent": "order"}')]);
  const { advance, record, agent } = await claimedRun(app, mia, models, 'notes');
  await app.database.query(sql`update run set fence = fence + 1 where id = ${record.id}`);
  await expect(askAside(advance, record, agent, question)).rejects.toThrow(StaleClaim);
  expect(await callsOf(record.id)).toEqual([]);
});
