import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelCatalog } from '@/lib/engine/ports';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { listHalts } from '@/lib/services/halt/list-halts';
import { halt, resume } from '@/lib/services/halt/switch-halt';
import { startRun } from '@/lib/services/runs/start-run';
import { isHalted } from '@/lib/store/halts/is-halted';
import { claimRuns } from '@/lib/store/runs/claim-runs';
import { approve, proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;
let script: ReturnType<typeof inTurn>;
let beforeAnswer: () => Promise<unknown> = () => Promise.resolve();

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  ada = await createPerson(app, 'admin');
  startTestEngine(app, interruptible(scriptedCatalog((request) => script(request))));
});

beforeEach(async () => {
  beforeAnswer = () => Promise.resolve();
  for (const { scope, name } of (await listHalts(app)).halts) {
    await resume(app, ada, scope === 'all' ? {} : { [scope]: name });
  }
});

/** The catalog, with something happening while the model thinks. */
function interruptible(catalog: ModelCatalog): ModelCatalog {
  return {
    ...catalog,
    choose: (record, agent, purpose) => {
      const { model, port } = catalog.choose(record, agent, purpose);
      const call: typeof port.call = async (...request) => {
        await beforeAnswer();
        return port.call(...request);
      };
      return { model, port: { ...port, call } };
    },
  };
}

const start = async (...turns: Parameters<typeof inTurn>) => {
  script = inTurn(...turns);
  return (await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' })).runId;
};
const row = async (runId: string) =>
  (
    await app.database.query<{ status: string; attempts: number; activeMs: number; fence: number }>(
      sql`select status, attempts, active_ms, fence from run where id = ${runId}`,
    )
  )[0];
const bodyOf = async (id: string) =>
  (await app.database.query<{ body: string }>(sql`select body from note where id = ${id}`))[0]?.body;
const until = async (holds: () => Promise<boolean>) => {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come about.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const entriesOf = (action: string) =>
  app.database.query<{ subject: object }>(sql`select subject from audit_entry where action = ${action} order by seq`);
const append = (text: string) => [use('append_note', { id: 'a', text })];

describe('the kill switch', () => {
  it('takes messages and keeps them until it is resumed', async () => {
    await halt(app, ada, { reason: 'An incident' });
    const runId = await start();
    expect(await claimRuns(app.database, 'another worker', 3000, 10)).toEqual([]);
    expect(await row(runId)).toEqual({ status: 'queued', attempts: 0, activeMs: 0, fence: 0 });
    await resume(app, ada, {});
    expect(await settled(app, mia, runId)).toMatchObject({ status: 'succeeded' });
  });

  it('is said once however often it is switched, with who and why', async () => {
    const before = (await entriesOf('system.halted')).length;
    const first = await halt(app, ada, { agent: 'notes', reason: 'It misbehaves' });
    expect(await halt(app, ada, { agent: 'notes', reason: 'Again' })).toEqual(first);
    expect(first.halts).toMatchObject([{ scope: 'agent', name: 'notes', reason: 'It misbehaves', by: ada.name }]);
    await resume(app, ada, { agent: 'notes' });
    await resume(app, ada, { agent: 'notes' });
    expect((await entriesOf('system.halted')).slice(before)).toEqual([{ subject: { scope: 'agent', agent: 'notes' } }]);
    expect((await entriesOf('system.resumed')).at(-1)).toEqual({ subject: { scope: 'agent', agent: 'notes' } });
  });

  it.each([{}, { agent: 'notes' }, { tool: 'append_note' }])(
    'lets people decide and sends nothing until it is resumed: %o',
    async (target) => {
      const text = `under ${JSON.stringify(target)}`;
      const runId = await start(append(text));
      await settled(app, mia, runId);
      await halt(app, ada, target);
      const [proposal] = await proposalsOf(app, ravi, runId);
      if (!proposal) throw new Error('no proposal');
      const before = await bodyOf('a');
      await approve(app, ravi, proposal);
      if ('tool' in target) await until(async () => (await row(runId))?.status === 'queued' && (await aside(runId)));
      else expect(await claimRuns(app.database, 'another worker', 3000, 10)).toEqual([]);
      expect(await row(runId)).toMatchObject({ status: 'queued', attempts: 0 });
      expect((await proposalsOf(app, ravi, runId))[0]).toMatchObject({
        status: 'approved',
        execution: { status: 'ready' },
      });
      expect(await bodyOf('a')).toBe(before);
      await resume(app, ada, target);
      expect(await settled(app, mia, runId)).toMatchObject({ status: 'succeeded' });
      expect(await bodyOf('a')).toBe(`${before} ${text}`);
    },
  );

  it('stops a running run at its next step, which then goes on from there', async () => {
    beforeAnswer = () => halt(app, ada, { agent: 'notes' });
    const runId = await start([use('read_note', { id: 'b' })]);
    await until(async () => (await row(runId))?.status === 'queued' && (await callsOf(runId)).length === 1);
    expect(await callsOf(runId)).toEqual([{ status: 'ready' }]);
    beforeAnswer = () => Promise.resolve();
    await resume(app, ada, { agent: 'notes' });
    expect(await settled(app, mia, runId)).toMatchObject({ status: 'succeeded' });
    expect(await callsOf(runId)).toEqual([{ status: 'succeeded' }]);
  });

  it('answers only when no dispatch is being recorded any more', async () => {
    let halting: Promise<unknown> = Promise.resolve();
    let answered = false;
    await app.database.transaction(async (transaction) => {
      expect(await isHalted(transaction, 'notes', 'append_note')).toBe(false);
      halting = halt(app, ada, {}).then(() => (answered = true));
      await until(async () => (await waiting()) > 0);
      expect(answered).toBe(false);
    });
    await halting;
    await app.database.transaction(async (transaction) => {
      expect(await isHalted(transaction, 'notes', 'append_note')).toBe(true);
    });
  });

  it('is for admins, and for what there is', async () => {
    await expect(halt(app, ravi, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(halt(app, ada, { agent: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(halt(app, ada, { tool: 'read_note' })).rejects.toMatchObject({ code: 'invalid_fields' });
    expect(await listHalts(app)).toEqual({ halts: [] });
  });
});

const callsOf = (runId: string) =>
  app.database.query<{ status: string }>(sql`select status from tool_call where run_id = ${runId}`);
const aside = async (runId: string) =>
  (await app.database.query(sql`select id from run where id = ${runId} and run_at > now()`)).length > 0;
const waiting = async () =>
  (
    await app.database.query(sql`
    select pid from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`)
  ).length;
