import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { retailAgent } from '@/lib/agents/retail/agent';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { startRun } from '@/lib/services/runs/start-run';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { caseMessage, scriptedCases } from '../fixtures/scripted-cases';
import { loadSmallStore } from '../fixtures/small-store';
import { startApplication, type RunningApplication } from '../support/application';
import { messages } from '../support/messages';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';
import { startWorkerProcess, type WorkingProcess } from '../support/worker-process';

const orderIds = Array.from({ length: 8 }, (_, index) => `#W${index}`);
const cases = scriptedCases();

let app: Application;
let requester: TestPerson;
let webs: [RunningApplication, RunningApplication];
let worker: WorkingProcess;
let startAnother: () => Promise<WorkingProcess>;

beforeAll(async () => {
  app = await createTestApplication([retailAgent]);
  requester = await createPerson(app, 'user');
  await loadSmallStore(app.database, orderIds);
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-streams-'));
  const model = await startScriptedModelServer(cases.script);
  const env = {
    DATABASE_URL: app.config.databaseUrl ?? '',
    NEXTAUTH_SECRET: app.config.nextAuthSecret ?? '',
    ANTHROPIC_API_KEY: 'test',
    ANTHROPIC_BASE_URL: model.url,
    WORKERS: 'none',
    DATA_DIR: dataDir,
  };
  webs = [await startApplication({ dataDir, env }), await startApplication({ dataDir, env })];
  const started: WorkingProcess[] = [];
  startAnother = async () => {
    const one = await startWorkerProcess(env);
    started.push(one);
    return one;
  };
  worker = await startAnother();
  return async () => {
    await Promise.all([...webs, ...started].map((one) => one.stop()));
    await model.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}, 600_000);

/** A run that speaks slowly, looks something up and speaks again. */
async function ask(orderId: string): Promise<string> {
  // People read sentence by sentence.
  const words = (about: string) => Array.from({ length: 60 }, (_, index) => `${about} ${index}.`).join(' ');
  const slowly = { delayPerDeltaMs: 60 };
  const look = { name: 'get_order_details', input: { order_id: orderId } };
  cases.set(orderId, [
    { text: words('before'), toolUses: [look], ...slowly },
    { text: words('after'), ...slowly },
  ]);
  const input = { agent: 'retail', message: caseMessage(orderId), route: 'agent' } as const;
  return (await startRun(app, requester, input)).runId;
}

interface Followed {
  seqs: number[];
  /** How many streams it took. */
  streams: number;
}

/** Follows a run as a browser does: where a stream ends too early, it goes on after the last event at the next server. */
async function follow(runId: string, onEvent: (seqs: number[]) => void): Promise<Followed> {
  const seqs: number[] = [];
  for (let streams = 0; ; streams += 1) {
    const web = webs[streams % webs.length];
    const last = seqs.at(-1);
    const answer = await fetch(`${web?.url}/api/v1/runs/${runId}/events`, {
      headers: { ...requester.token, ...(last === undefined ? {} : { 'last-event-id': String(last) }) },
    }).catch(() => undefined);
    if (answer?.status === 204) return { seqs, streams };
    if (answer?.status !== 200) continue;
    for await (const { id } of messages(answer)) {
      seqs.push(id);
      onEvent(seqs);
    }
  }
}

it('streams a run of any worker from any server, nothing lost and nothing doubled while they are exchanged', async () => {
  const runIds = await Promise.all(orderIds.map(ask));
  const farEnough = new Set<string>();
  const followed = runIds.map((runId) =>
    follow(runId, (seqs) => {
      if (seqs.length >= 4) farEnough.add(runId);
    }),
  );
  await expect.poll(() => farEnough.size, { timeout: 60_000 }).toBe(orderIds.length);
  await startAnother();
  expect(await Promise.all([webs[0].stop('SIGTERM'), worker.stop()])).toEqual([0, 0]);
  for (const [index, { seqs, streams }] of (await Promise.all(followed)).entries()) {
    const stored = await listRunEvents(app, requester, runIds[index] ?? '', 0);
    expect(stored.at(-1)).toMatchObject({ type: 'run.finished', data: { status: 'succeeded' } });
    expect(seqs).toEqual(stored.map(({ seq }) => seq));
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    expect(streams).toBeGreaterThan(1);
  }
  const rows = await app.database.query<{ fence: number }>(
    sql`select fence from run where id = any(${runIds}::text[])`,
  );
  expect(rows.map(({ fence }) => fence)).toEqual(runIds.map(() => 2));
});
