import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelError, type ModelBlock, type ModelPort } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import type { ModelCatalog, ModelChoice } from '@/lib/engine/ports';
import type { Actor, Application } from '@/lib/services/application';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { startRun } from '@/lib/services/runs/start-run';
import { settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: Actor;
let ravi: Actor;

type Answer = ModelBlock[] | ModelError;
/** How each model answers now, and how often it was asked. */
const answers = new Map<string, () => Answer>();
const asked = new Map<string, number>();
const requests: { model: string; thoughts: number }[] = [];
let standsIn = false;
let rules: ModelBlock[] | null = null;

// What is not worth another try fails at once, so that no test waits for the pauses between attempts.
const away = () => new ModelError('unavailable', 'The provider answered 529.', 60);
const script = scriptedCatalog((request) => {
  asked.set(request.model, (asked.get(request.model) ?? 0) + 1);
  const thoughts = request.messages.flatMap(({ content }) => content as { type: string }[]);
  requests.push({ model: request.model, thoughts: thoughts.filter(({ type }) => type === 'thinking').length });
  return answers.get(request.model)?.() ?? inTurn([use('read_note', { id: 'a' })], [say('Read.')])(request);
});
const choiceOf = (model: string, port: ModelPort): ModelChoice => ({ model, port });
const models: ModelCatalog = {
  choose: (...given) => {
    const { port } = script.choose(...given);
    const standIn = { ...choiceOf('second', port), why: 'first did not answer.' };
    return { ...choiceOf('first', port), ...(standsIn && { standIn }) };
  },
  fallback: () =>
    rules && {
      model: 'rules',
      blocks: rules,
      stopReason: 'end_turn',
      usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
      costUsd: 0,
      latencyMs: 0,
    },
};

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  startTestEngine(app, models);
});

beforeEach(async () => {
  answers.clear();
  asked.clear();
  requests.length = 0;
  standsIn = false;
  rules = null;
  await app.database.query(sql`delete from tool_breaker`);
});

const start = async () => (await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'agent' })).runId;
const run = async () => settled(app, mia, await start());
const breaker = async (model: string) =>
  (
    await app.database.query<{ failures: number; open: boolean }>(
      sql`select failures, coalesce(open_until > now(), false) as open from tool_breaker where tool = ${`model:${model}`}`,
    )
  )[0];
const open = (model: string, seconds: number) =>
  app.database.query(
    sql`insert into tool_breaker values (${`model:${model}`}, 5, now() + make_interval(secs => ${seconds}))`,
  );

describe('a model that is down', () => {
  it('hands the run over with a message to the user, and a person’s word reaches them', async () => {
    answers.set('first', away);
    const failed = await run();
    expect(failed).toMatchObject({ status: 'escalated', reason: 'model_unavailable' });
    expect(failed.reply).toMatch(/can’t answer right now\. A colleague has been told/);
    await resolveEscalation(app, ravi, failed.id, { outcome: 'reply', message: 'I am on it.' });
    const told = await app.database.query(sql`select kind from notice_event where item_id = ${failed.id}`);
    expect(told).toContainEqual({ kind: 'decided' });
  });

  it('is asked no more after five calls in a row, by anybody, and then by one to see', async () => {
    answers.set('first', away);
    for (let index = 1; index <= 5; index += 1) await run();
    expect(await breaker('first')).toEqual({ failures: 5, open: true });
    const before = asked.get('first');
    const waiting = await start();
    await expect
      .poll(() => app.database.query(sql`select model_waits from run where id = ${waiting}`))
      .toEqual([{ modelWaits: 1 }]);
    expect(asked.get('first')).toBe(before);
    answers.clear();
    await app.database.query(sql`update tool_breaker set open_until = now()`);
    await app.database.query(sql`update run set run_at = now() where id = ${waiting}`);
    expect(await settled(app, mia, waiting)).toMatchObject({ status: 'succeeded' });
    expect(await breaker('first')).toBeUndefined();
    const events = await listRunEvents(app, mia, waiting, 0);
    const waits = events.filter(
      ({ type, data }) => type === 'run.status' && JSON.stringify(data).includes('model_unavailable'),
    );
    expect(waits).toMatchObject([{ data: { status: 'queued' } }]);
  });

  it('lets a run wait twice and no longer', async () => {
    await open('first', 3600);
    await app.database.query(sql`update tool_breaker set open_until = now() + interval '25 seconds'`);
    const id = await start();
    for (let waits = 1; waits <= 2; waits += 1) {
      await expect
        .poll(() => app.database.query(sql`select model_waits from run where id = ${id}`))
        .toEqual([{ modelWaits: waits }]);
      await app.database.query(sql`update run set run_at = now() where id = ${id}`);
    }
    const ended = await settled(app, mia, id);
    expect(ended).toMatchObject({ status: 'escalated', reason: 'model_unavailable' });
    expect(ended.reasonDetail).toBe('The model did not answer: first was not reached lately, so it was not asked.');
    expect(asked.get('first')).toBeUndefined();
  });

  it('is not waited for when that would take long', async () => {
    await open('first', 3600);
    expect(await run()).toMatchObject({ status: 'escalated', reason: 'model_unavailable' });
    expect(asked.get('first')).toBeUndefined();
  });

  it('is answered for by its stand-in, which the step says, and is not sent the other’s thoughts', async () => {
    standsIn = true;
    let turns = 0;
    answers.set('first', () => {
      turns += 1;
      if (turns > 1) return away();
      return [{ type: 'thinking', thinking: 'Hm.', signature: 'signed' }, use('read_note', { id: 'a' })];
    });
    const done = await run();
    expect(done).toMatchObject({ status: 'succeeded', reply: 'Read.' });
    expect(requests).toEqual([
      { model: 'first', thoughts: 0 },
      { model: 'first', thoughts: 1 },
      { model: 'second', thoughts: 0 },
    ]);
    const steps = await app.database.query(
      sql`select asked_model, routed from step where run_id = ${done.id} order by index`,
    );
    expect(steps).toEqual([
      { askedModel: 'first', routed: null },
      { askedModel: 'second', routed: 'first did not answer.' },
    ]);
  });

  it('has a stand-in that is asked at once while its breaker is open', async () => {
    standsIn = true;
    await open('first', 60);
    expect(await run()).toMatchObject({ status: 'succeeded' });
    expect([...asked.keys()]).toEqual(['second']);
  });

  it('leaves what rules understand to them, also with an open breaker, and says why', async () => {
    await open('first', 60);
    rules = [say('By rules.')];
    const done = await run();
    expect(done).toMatchObject({ status: 'succeeded', reply: 'By rules.' });
    const [step] = await app.database.query<{ routed: string }>(sql`select routed from step where run_id = ${done.id}`);
    expect(step?.routed).toMatch(/^Answered by fixed rules: first was not reached lately/);
  });

  it('that refuses the request or says what can’t be read counts as reached', async () => {
    answers.set('first', () => new ModelError('rejected', 'No such model.'));
    await app.database.query(sql`insert into tool_breaker values ('model:first', 4, null)`);
    expect(await run()).toMatchObject({ reason: 'model_unavailable' });
    expect(await breaker('first')).toBeUndefined();
  });
});
