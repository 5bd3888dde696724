import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { inboxPage } from '@/lib/api/contract/inbox';
import { problem } from '@/lib/api/contract/problem';
import { decisionAnswer, proposalAnswer } from '@/lib/api/contract/proposal';
import { runAnswer, runEventList } from '@/lib/api/contract/run';
import type { JsonObject } from '@/lib/domain/json';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { ensureRunning, stopRunning } from '../../scripts/database/cluster';
import { readPostmaster } from '../../scripts/database/postmaster-file';
import { undecidedExecutions } from '../fixtures/decided-first';
import { caseMessage, scriptedCases } from '../fixtures/scripted-cases';
import { newStreet, smallStore } from '../fixtures/small-store';
import { ApiClient } from '../support/api-client';
import { startApplication, type RunningApplication } from '../support/application';
import { projectCommand, projectExit } from '../support/project-command';

const orderIds = Array.from({ length: 8 }, (_, index) => `#W${index}`);
const HEALED_WITHIN_MS = 10_000;

let dataDir: string;
let application: RunningApplication;
let staff: ApiClient;
let reviewer: ApiClient;
const cases = scriptedCases();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'countersign-restart-'));
  const model = await startScriptedModelServer(cases.script);
  const env = { ANTHROPIC_API_KEY: 'test', ANTHROPIC_BASE_URL: model.url, WORKERS: 'inline', DEMO: 'off' };
  application = await startApplication({ dataDir, env });
  const signIn = async (role: string) => {
    const printed = await projectCommand(dataDir, 'token', '--email', `${role}@example.com`, '--role', role);
    return new ApiClient(application.url, printed.trim().split('\n').at(-1) ?? '');
  };
  staff = await signIn('user');
  reviewer = await signIn('reviewer');
  const file = join(dataDir, 'store.json');
  await writeFile(file, JSON.stringify(smallStore(orderIds)));
  await projectCommand(dataDir, 'store-load', file);
  return async () => {
    await application.stop();
    await model.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}, 600_000);

/** Stops the database as its operator would; gives what starts it again, where it was. */
async function stopDatabase(): Promise<() => Promise<void>> {
  const running = await readPostmaster(join(dataDir, 'postgres'));
  if (!running) throw new Error('The database does not run.');
  await stopRunning(dataDir);
  return async () => void (await ensureRunning(dataDir, { port: String(running.port) }));
}

/** A run that looks, then moves and cancels an order, all of it slowly. */
async function start(orderId: string): Promise<string> {
  const slowly = { delayPerDeltaMs: 40 };
  const move = { id: 'move', name: 'modify_pending_order_address', input: { order_id: orderId, ...newStreet } };
  const cancel = {
    id: 'cancel',
    name: 'cancel_pending_order',
    input: { order_id: orderId, reason: 'no longer needed' },
  };
  cases.set(orderId, [
    {
      text: 'I will look at your order first.',
      toolUses: [{ name: 'get_order_details', input: { order_id: orderId } }],
      ...slowly,
    },
    { toolUses: [move, cancel], ...slowly },
    { text: 'Your order is moved, and then cancelled.', ...slowly },
  ]);
  const body = { agent: 'retail', message: caseMessage(orderId), route: 'agent' };
  return (await staff.ask('/runs', runAnswer, { method: 'POST', body })).run.id;
}

/** Approves whatever waits, as it is shown; a decision without an answer is sent again with its key. */
async function approveAll(runId: string): Promise<void> {
  const { items } = await reviewer.ask(`/inbox?status=pending&kind=proposal&runId=${runId}`, inboxPage);
  for (const { id } of items) {
    const { proposal } = await reviewer.ask(`/proposals/${id}`, proposalAnswer);
    const { version, viewHash } = proposal;
    const sent = {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID() },
      body: { verdict: 'approve', version, viewHash },
    };
    for (;;) {
      const response = await reviewer.send(`/proposals/${id}/decisions`, sent);
      if (response.status !== 503) {
        decisionAnswer.parse(await response.json());
        break;
      }
      await wait(100);
    }
  }
}

async function endOf(runId: string) {
  for (;;) {
    const { run } = await staff.ask(`/runs/${runId}`, runAnswer);
    if (run.finishedAt !== undefined) return run;
    if (run.status === 'awaiting') await approveAll(runId);
    await wait(50);
  }
}

it('answers 503 while its database is away, heals by itself, and loses or doubles nothing', async () => {
  const early = await Promise.all(orderIds.slice(0, 4).map(start));
  for (const runId of early) {
    await expect
      .poll(async () => (await staff.ask(`/runs/${runId}`, runAnswer)).run.status, { timeout: 30_000 })
      .toBe('awaiting');
  }
  const late = await Promise.all(orderIds.slice(4).map(start));
  await Promise.all(early.slice(0, 2).map(approveAll));
  const startDatabase = await stopDatabase();
  const body = { agent: 'retail', message: 'Hello?', route: 'agent' };
  const attempts = [
    () => staff.send('/runs', {}),
    () => staff.send('/runs', { method: 'POST', body }),
    () => reviewer.send('/inbox', {}),
  ];
  for (const attempt of attempts) {
    const response = await attempt();
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.parse(await response.json())).toMatchObject({ status: 503, code: 'unavailable' });
  }
  expect((await fetch(`${application.url}/api/ready`)).status).toBe(503);
  await startDatabase();
  const started = Date.now();
  await expect
    .poll(async () => (await staff.send('/runs', {})).status, { timeout: HEALED_WITHIN_MS, interval: 50 })
    .toBe(200);
  const healedAfter = Date.now() - started;
  const runs = await Promise.all([...early, ...late].map(endOf));
  console.log(
    `database stopped in mid-run: healed after ${healedAfter} ms, ${runs.length} of ${runs.length} runs ended`,
  );
  for (const run of runs) {
    expect(run).toMatchObject({ status: 'succeeded', reply: 'Your order is moved, and then cancelled.' });
    const { items } = await staff.ask(`/runs/${run.id}/events`, runEventList);
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
    expect(undecidedExecutions(items)).toEqual([]);
    const executed = items.filter(({ type }) => type === 'execution.finished').map(({ data }) => data);
    expect(executed).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  }
  const store = JSON.parse(await projectCommand(dataDir, 'store-dump')) as { orders: Record<string, JsonObject> };
  for (const order of Object.values(store.orders)) {
    expect(order).toMatchObject({ status: 'cancelled', address: newStreet });
    expect(order.payment_history).toHaveLength(2);
  }
  expect(await projectExit({ DATA_DIR: dataDir }, 'audit-verify')).toMatchObject({ code: 0 });
}, 200_000);
