import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelRequest } from '@/lib/domain/model';
import { defaultPolicyBody, type RateLimit } from '@/lib/domain/policy';
import type { RunEvent } from '@/lib/domain/run-event';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { startRun } from '@/lib/services/runs/start-run';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { openDatabase, type Database } from '@/lib/store/database';
import { useRate as countUse } from '@/lib/store/rate-limits/use-rate';
import type { DispatchableExecution } from '@/lib/engine/ports';
import { approve, proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent, posts } from '../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';
import { atEnd } from '../support/at-end';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;
let processes: Database[];

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  [mia, ravi, ada] = [
    await createPerson(app, 'user'),
    await createPerson(app, 'reviewer'),
    await createPerson(app, 'admin'),
  ];
  startTestEngine(
    app,
    scriptedCatalog((request: ModelRequest) => script(request)),
  );
  processes = [1, 2, 3].map(() => openDatabase(app.config.databaseUrl ?? '', { maxConnections: 8 }));
  atEnd(() => Promise.all(processes.map((database) => database.close())));
});

let script = inTurn();
const limitTo = async (tool: string, rateLimit?: RateLimit) => {
  const { version } = await getPolicy(app, tool);
  const change = { ...defaultPolicyBody, reason: 'a test', ...(rateLimit ? { rateLimit } : {}) };
  await savePolicy(app, ada, tool, version, change);
};
const executionOf = (id: string, tool: string) => ({ id, tool }) as DispatchableExecution;

/** Many at once, from several processes; how many were counted. */
async function tryAtOnce(tool: string, tries: number, limit: RateLimit, targetOf: (index: number) => string) {
  const waits = await Promise.all(
    Array.from({ length: tries }, (_, index) =>
      (processes[index % processes.length] ?? app.database).transaction((transaction) =>
        countUse(transaction, executionOf(`${tool}-${index}`, tool), targetOf(index), limit),
      ),
    ),
  );
  return { counted: waits.filter((wait) => wait === null).length, waits: waits.filter((wait) => wait !== null) };
}

describe('a limit that many processes share', () => {
  it('counts exactly as many as it allows, whoever asks at the same moment', async () => {
    const { counted, waits } = await tryAtOnce('by-tool', 120, { count: 7, per: 'hour', by: 'tool' }, String);
    expect(counted).toBe(7);
    expect(waits.every((seconds) => seconds > 3500 && seconds <= 3600)).toBe(true);
  });

  it('counts for each target by itself', async () => {
    const limit: RateLimit = { count: 2, per: 'minute', by: 'target' };
    const { counted } = await tryAtOnce('by-target', 90, limit, (index) => `customer-${index % 5}`);
    expect(counted).toBe(10);
  });

  it('slides: no stretch of its length ever holds more, across the turn of a minute too', async () => {
    const at = (id: string, secondsAgo: number) =>
      app.database.query(sql`
        insert into rate_use (execution_id, tool, target, used_at)
        values (${id}, 'sliding', '', now() - make_interval(secs => ${secondsAgo}))`);
    await Promise.all([at('s1', 61), at('s2', 50), at('s3', 30)]);
    const limit: RateLimit = { count: 3, per: 'minute', by: 'tool' };
    const { counted, waits } = await tryAtOnce('sliding', 3, limit, () => '');
    expect(counted).toBe(1);
    for (const seconds of waits) expect(Math.abs(seconds - 10)).toBeLessThan(5);
  });

  it('gives back what a transaction used that did not commit', async () => {
    const limit: RateLimit = { count: 1, per: 'day', by: 'tool' };
    const cutOff = app.database.transaction(async (transaction) => {
      await countUse(transaction, executionOf('first', 'given-back'), '', limit);
      throw new Error('cut off');
    });
    await expect(cutOff).rejects.toThrow('cut off');
    expect((await tryAtOnce('given-back', 3, limit, () => '')).counted).toBe(1);
  });
});

describe('an approved call over its limit', () => {
  it('stays ready, says until when, and goes on by itself when there is room', async () => {
    await limitTo('post_note', { count: 1, per: 'hour', by: 'tool' });
    script = inTurn([use('post_note', { text: 'one' }, 'one')], [say('Posted.')]);
    const first = await ask();
    await approveAll(first);
    expect(await settled(app, mia, first)).toMatchObject({ status: 'succeeded' });

    script = inTurn([use('post_note', { text: 'two' }, 'two')], [say('Posted.')]);
    const second = await ask();
    await approveAll(second);
    const { until } = await heldEvent(second);
    expect(Date.parse(until)).toBeGreaterThan(Date.now() + 3_500_000);
    expect(await standOf(second)).toMatchObject({ execution: 'ready', run: 'queued', attempts: 0 });
    expect(posts).not.toContain('two');

    // An hour goes by.
    await app.database.query(sql`update rate_use set used_at = used_at - interval '1 hour'`);
    await app.database.query(
      sql`update execution set held_until = now() - interval '1 second' where held_until is not null`,
    );
    await app.database.query(sql`update run set run_at = now() - interval '1 second' where id = ${second}`);
    expect(await settled(app, mia, second)).toMatchObject({ status: 'succeeded' });
    expect(posts.filter((text) => text === 'two')).toHaveLength(1);
    const [{ uses } = { uses: 0 }] = await app.database.query<{ uses: number }>(
      sql`select count(*) as uses from rate_use where tool = 'post_note'`,
    );
    expect(uses).toBe(2);
  });

  it('counts nothing for a tool without a limit', async () => {
    await limitTo('append_note');
    script = inTurn([use('append_note', { id: 'a', text: 'x' }, 'x')], [say('Done.')]);
    const runId = await ask();
    await approveAll(runId);
    expect(await settled(app, mia, runId)).toMatchObject({ status: 'succeeded' });
    expect(await app.database.query(sql`select from rate_use where tool = 'append_note'`)).toEqual([]);
  });
});

const ask = async () => (await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' })).runId;
const approveAll = async (runId: string) => {
  expect(await settled(app, mia, runId)).toMatchObject({ status: 'awaiting' });
  for (const proposal of await proposalsOf(app, ravi, runId)) await approve(app, ravi, proposal);
};
async function heldEvent(runId: string): Promise<{ until: string }> {
  let held: RunEvent | undefined;
  await expect
    .poll(
      async () =>
        (held = (await listRunEvents(app, mia, runId, 0)).find((event: RunEvent) => event.type === 'execution.held')),
      { timeout: 10_000 },
    )
    .toBeDefined();
  return held?.data as { until: string };
}
async function standOf(runId: string) {
  await expect
    .poll(async () => (await app.database.query(sql`select from run where id = ${runId} and status = 'queued'`)).length)
    .toBe(1);
  const [row] = await app.database.query(sql`
    select run.status as run, run.attempts, execution.status as execution
    from run join execution on execution.run_id = run.id where run.id = ${runId}`);
  return row;
}
