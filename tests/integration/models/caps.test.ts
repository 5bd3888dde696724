import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reservation } from '@/lib/domain/spend';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '@/lib/services/application';
import { saveBudget } from '@/lib/services/costs/save-budget';
import { getBudget } from '@/lib/services/costs/get-budget';
import { getRunTrace } from '@/lib/services/runs/get-run-trace';
import { startRun } from '@/lib/services/runs/start-run';
import { openDatabase } from '@/lib/store/database';
import { foldSpend } from '@/lib/store/spend/fold-spend';
import { reserveSpend } from '@/lib/store/spend/reserve-spend';
import { settled, startTestEngine } from '../../fixtures/engine';
import { modelAgent } from '../../fixtures/model-agent';
import { createNotes } from '../../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { atEnd } from '../../support/at-end';
import { createPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let mia: Actor;
let ada: Actor;
// The scripted model estimates $0.001 for a call and charges $0.002.
const models = scriptedCatalog(
  inTurn([use('read_note', { id: 'a' })], [use('read_note', { id: 'b' })], [say('Read.')]),
);

beforeAll(async () => {
  app = await createTestApplication([
    modelAgent('uncapped', {}),
    modelAgent('by_conversation', { caps: { conversationUsd: 0.0055 } }),
    modelAgent('by_day', { caps: { dailyUsd: 0.0055 } }),
  ]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ada = await createPerson(app, 'admin');
  startTestEngine(app, models);
});

beforeEach(async () => {
  await app.database.query(sql`delete from spend`);
  await app.database.query(sql`delete from spend_entry`);
});

const run = async (agent: string, conversationId?: string) => {
  const { runId } = await startRun(app, mia, {
    agent,
    message: 'Please.',
    route: 'agent',
    ...(conversationId && { conversationId }),
  });
  return settled(app, mia, runId);
};
const reservations = () => app.database.query(sql`select id from spend_reservation`);
const limitTo = async (dailyUsd: number | null, monthlyUsd: number | null) =>
  saveBudget(app, ada, (await getBudget(app)).version, { dailyUsd, monthlyUsd });

describe('a run whose next call would pass a hard cap', () => {
  it('of its conversation is handed over before anything is sent, and says which cap it was', async () => {
    const first = await run('by_conversation');
    expect(first).toMatchObject({ status: 'succeeded', usage: { costUsd: 0.006 } });
    const before = models.requests.length;
    const second = await run('by_conversation', first.conversationId);
    expect(second).toMatchObject({ status: 'escalated', reason: 'cost_cap' });
    expect(second.reasonDetail).toMatch(/^This conversation has spent \$0\.0060 of its \$0\.0055/);
    expect(models.requests).toHaveLength(before);
    expect((await getRunTrace(app, mia, second.id)).conversation).toEqual({
      runs: 2,
      usage: { ...first.usage, costUsd: 0.006 },
      capUsd: 0.0055,
    });
    expect((await run('by_conversation')).status).toBe('succeeded');
  });

  it('of its agent’s day stops this agent and no other', async () => {
    await run('by_day');
    expect((await run('by_day')).reasonDetail).toMatch(/^This agent, today has spent/);
    expect((await run('uncapped')).status).toBe('succeeded');
  });

  it('of the organisation’s day or month stops every agent', async () => {
    await run('uncapped');
    await limitTo(0.0055, null);
    expect((await run('uncapped')).reasonDetail).toMatch(
      /^The organisation, today has spent \$0\.0060 of its \$0\.0055/,
    );
    await limitTo(null, 0.0055);
    expect((await run('uncapped')).reasonDetail).toMatch(/^The organisation, this month has spent/);
    await foldSpend(app.database);
    expect((await run('uncapped')).reasonDetail).toMatch(/^The organisation, this month has spent \$0\.0060/);
    await limitTo(null, null);
    expect((await run('uncapped')).status).toBe('succeeded');
  });

  it('keeps nothing for itself once it is over', async () => {
    await run('by_day');
    await run('by_day');
    expect(await reservations()).toEqual([]);
  });
});

describe('the last dollar', () => {
  const reservation = (id: string, changes: Partial<Reservation> = {}): Reservation => ({
    ...{ id, conversationId: 'c', agent: 'racing', usd: 1, seconds: 60 },
    caps: [{ name: 'agent_day', usd: 3.5 }],
    ...changes,
  });
  const clear = () => app.database.query(sql`delete from spend_reservation`);

  it('is had by one of many that want it at once, in two processes', async () => {
    const other = openDatabase(app.config.databaseUrl ?? '');
    atEnd(() => other.close());
    const asked = Array.from({ length: 20 }, (_, index) =>
      reserveSpend(index % 2 === 0 ? app.database : other, reservation(`race ${index}`)),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter((reached) => reached === null)).toHaveLength(3);
    expect(answers.find((reached) => reached !== null)).toEqual({ name: 'agent_day', limitUsd: 3.5, spentUsd: 3 });
    await clear();
  });

  it('is free again when whoever kept it is gone for its time, or asks again', async () => {
    expect(await reserveSpend(app.database, reservation('gone', { usd: 3, seconds: 0 }))).toBeNull();
    expect(await reserveSpend(app.database, reservation('here', { usd: 3 }))).toBeNull();
    expect(await reserveSpend(app.database, reservation('here', { usd: 3 }))).toBeNull();
    expect(await reserveSpend(app.database, reservation('late'))).not.toBeNull();
    await foldSpend(app.database);
    expect(await reservations()).toEqual([{ id: 'here' }]);
    await clear();
  });

  it('is not shared by two runs at the same time', async () => {
    await app.database.query(sql`
      insert into spend_entry (day, agent, kind, name, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd)
      values ((now() at time zone 'utc')::date, 'by_day', 'act', 'm', 0, 0, 0, 0, 0.004)`);
    const runs = await Promise.all([run('by_day'), run('by_day')]);
    expect(runs.map(({ reason }) => reason)).toEqual(['cost_cap', 'cost_cap']);
    const spent = runs.reduce((sum, { usage }) => sum + usage.costUsd, 0);
    expect(spent).toBeCloseTo(0.002);
  });
});
