import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { retailAgent } from '@/lib/agents/retail/agent';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { startRun } from '@/lib/services/runs/start-run';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { approve, proposalsOf, settled } from '../fixtures/engine';
import { caseMessage, scriptedCases } from '../fixtures/scripted-cases';
import { startApplication } from '../support/application';
import { createPerson, type TestPerson } from '../support/people';
import { startSlowMailServer, type SlowMailServer } from '../support/slow-mail-server';
import { createTestApplication } from '../support/test-application';
import { startWorkerProcess, type WorkingProcess } from '../support/worker-process';

let app: Application;
let requester: TestPerson;
let reviewer: TestPerson;
let mails: SlowMailServer;
let dataDir: string;
let env: Record<string, string>;
const cases = scriptedCases();
const processes: WorkingProcess[] = [];

beforeAll(async () => {
  app = await createTestApplication([retailAgent]);
  requester = await createPerson(app, 'user');
  reviewer = await createPerson(app, 'reviewer');
  mails = await startSlowMailServer();
  dataDir = await mkdtemp(join(tmpdir(), 'countersign-shutdown-'));
  const model = await startScriptedModelServer(cases.script);
  env = {
    DATABASE_URL: app.config.databaseUrl ?? '',
    DATA_DIR: dataDir,
    ANTHROPIC_API_KEY: 'test',
    ANTHROPIC_BASE_URL: model.url,
    SMTP_URL: mails.url,
    NEXTAUTH_SECRET: app.config.nextAuthSecret ?? '',
  };
  return async () => {
    await Promise.all([mails.close(), model.close(), rm(dataDir, { recursive: true, force: true })]);
  };
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.kill()));
});

const starts: Record<string, () => Promise<WorkingProcess>> = {
  'a worker': () => startWorkerProcess(env),
  'a server that works as well': () => startApplication({ dataDir, env: { ...env, WORKERS: 'inline' } }),
};

async function started(start: () => Promise<WorkingProcess>): Promise<WorkingProcess> {
  const one = await start();
  processes.push(one);
  return one;
}

async function ask(id: string): Promise<string> {
  const input = { agent: 'retail', message: caseMessage(id), route: 'agent' } as const;
  return (await startRun(app, requester, input)).runId;
}

const statusesOf = async (runId: string) =>
  (await listRunEvents(app, requester, runId, 0)).flatMap(({ type, data }) =>
    type === 'run.status' ? [(data as { status: string }).status] : [],
  );

/** A run whose approved mail is on its way and not answered yet. */
async function sendMail(to: string): Promise<string> {
  const mail = { name: 'send_email', input: { to, subject: 'Your order', body: 'It is on its way.' } };
  cases.set(to, [{ toolUses: [mail] }, { text: 'Done.' }]);
  const runId = await ask(to);
  expect(await settled(app, requester, runId)).toMatchObject({ status: 'awaiting' });
  for (const proposal of await proposalsOf(app, reviewer, runId)) await approve(app, reviewer, proposal);
  await expect.poll(() => mails.received, { timeout: 30_000 }).toContain(to);
  return runId;
}

/** Waits until a worker that was not renewing its leases any more would have lost this run. */
async function outlastLease(runId: string): Promise<void> {
  const [lease] = await app.database.query<{ until: Date }>(
    sql`select lease_until as until from run where id = ${runId}`,
  );
  const isOver = async () => {
    const [now] = await app.database.query<{ over: boolean }>(sql`select now() > ${lease?.until}::timestamptz as over`);
    return now?.over;
  };
  await expect.poll(isOver, { timeout: 20_000, interval: 200 }).toBe(true);
}

async function executionOf(runId: string) {
  const [execution] = await app.database.query<{ id: string; status: string }>(
    sql`select id, status from execution where run_id = ${runId}`,
  );
  return execution;
}

describe.each(Object.entries(starts))('SIGTERM to %s', (name, start) => {
  it('aborts the model’s call and hands the run to another at once', async () => {
    const first = await started(start);
    const id = `hangs under ${name}`;
    cases.set(id, [[{ text: 'Never heard.', delayPerDeltaMs: 60_000 }, { text: 'Here I am.' }]]);
    const runId = await ask(id);
    await expect.poll(() => cases.requestsOf(id).length, { timeout: 30_000 }).toBe(1);
    await started(starts['a worker'] ?? start);
    expect(await first.stop('SIGTERM')).toBe(0);
    expect(await settled(app, requester, runId)).toMatchObject({ status: 'succeeded', reply: 'Here I am.' });
    // The second "queued" is what handing back writes; whoever takes over a lease that ran out writes none.
    expect(await statusesOf(runId)).toEqual(['queued', 'queued', 'succeeded']);
    expect(cases.requestsOf(id)).toHaveLength(2);
  });

  it('lets a model that is answering end its answer, so that nobody pays for it twice', async () => {
    const first = await started(start);
    const id = `answers under ${name}`;
    // Sentences, because text is shown sentence by sentence: the first is heard while the model is at the second.
    const words = Array.from({ length: 20 }, (_, index) => `This is sentence ${index}.`).join(' ');
    cases.set(id, [{ text: words, delayPerDeltaMs: 40 }]);
    const runId = await ask(id);
    const heard = sql`select from run_event where run_id = ${runId} and type = 'text.delta'`;
    await expect.poll(() => app.database.query(heard), { timeout: 30_000 }).not.toEqual([]);
    expect(await first.stop('SIGTERM')).toBe(0);
    await started(starts['a worker'] ?? start);
    expect(await settled(app, requester, runId)).toMatchObject({ status: 'succeeded', reply: words });
    expect(cases.requestsOf(id)).toHaveLength(1);
    expect(await statusesOf(runId)).toEqual(['queued', 'queued', 'succeeded']);
  });

  it('finishes and records what is being sent, and nobody takes it over meanwhile', async () => {
    const first = await started(start);
    const to = `${name.replaceAll(' ', '-')}-finishes@example.com`;
    const runId = await sendMail(to);
    await started(starts['a worker'] ?? start);
    const ended = first.stop('SIGTERM');
    await outlastLease(runId);
    expect(await executionOf(runId)).toMatchObject({ status: 'dispatching' });
    mails.accept(to);
    expect(await ended).toBe(0);
    expect(await settled(app, requester, runId)).toMatchObject({ status: 'succeeded', reply: 'Done.' });
    expect(await executionOf(runId)).toMatchObject({ status: 'succeeded' });
    expect(mails.received.filter((recipient) => recipient === to)).toHaveLength(1);
  });

  it('ends within its time when the other side never answers, and a person is asked', async () => {
    const first = await started(start);
    const to = `${name.replaceAll(' ', '-')}-hangs@example.com`;
    const runId = await sendMail(to);
    await started(starts['a worker'] ?? start);
    const before = Date.now();
    expect(await first.stop('SIGTERM')).toBe(0);
    console.log(`shutdown: ${name} whose receiver hangs ended after ${Date.now() - before} ms`);
    expect(await settled(app, requester, runId)).toMatchObject({ status: 'succeeded' });
    const execution = await executionOf(runId);
    expect(execution).toMatchObject({ status: 'unknown' });
    expect(await app.database.query(sql`select kind, status from inbox_item where id = ${execution?.id}`)).toEqual([
      { kind: 'unknown_outcome', status: 'pending' },
    ]);
    expect(mails.received.filter((recipient) => recipient === to)).toHaveLength(1);
    expect(await verifyAudit(app.database, [])).toMatchObject({ state: 'whole' });
  });
});
