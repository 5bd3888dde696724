import { beforeAll, expect, it } from 'vitest';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { startEngine } from '@/lib/services/start-engine';
import { openListener } from '@/lib/store/listener';
import { anthropicCatalog } from '../fixtures/anthropic-catalog';
import { undecidedExecutions } from '../fixtures/decided-first';
import { approveUntilEnded } from '../fixtures/recorded-run';
import { startCaseEngine, type CaseEngine } from '../fixtures/retail-engine';
import { loadSmallStore, newStreet, readOrder } from '../fixtures/small-store';
import { atEnd } from '../support/at-end';

const orderIds = Array.from({ length: 16 }, (_, index) => `#W${index}`);

let engine: CaseEngine;

beforeAll(async () => {
  engine = await startCaseEngine();
  await loadSmallStore(engine.app.database, orderIds);
});

/** One more worker on the same database; gives what stops it. */
function startWorker(): () => Promise<void> {
  const listener = openListener(engine.app.config.databaseUrl ?? '');
  const worker = startEngine(engine.app, listener, anthropicCatalog(engine.app));
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= worker.stop().then(() => listener.close()));
  atEnd(stop);
  return stop;
}

it('runs every approved write once while workers come and go in mid-stream', async () => {
  for (const orderId of orderIds) {
    const move = { id: 'move', name: 'modify_pending_order_address', input: { order_id: orderId, ...newStreet } };
    const reason = 'no longer needed';
    const cancel = { id: 'cancel', name: 'cancel_pending_order', input: { order_id: orderId, reason } };
    const slowly = { delayPerDeltaMs: 10 };
    const look = { id: 'look', name: 'get_order_details', input: { order_id: orderId } };
    engine.cases.set(orderId, [
      { text: 'I will look at your order first.', toolUses: [look], ...slowly },
      { toolUses: [move, cancel], ...slowly },
      { text: 'Your order is moved, and then cancelled.', ...slowly },
    ]);
  }
  const runIds = await Promise.all(orderIds.map((orderId) => engine.ask(orderId)));
  let ended = 0;
  const ends = runIds.map(async (runId) => {
    const run = await approveUntilEnded(engine, runId);
    ended += 1;
    return run;
  });
  const all = Promise.all(ends);
  while (ended < orderIds.length) {
    const stop = startWorker();
    const before = ended;
    await expect.poll(() => ended > before || ended === orderIds.length, { timeout: 30_000 }).toBe(true);
    await stop();
  }
  for (const run of await all) {
    expect(run).toMatchObject({ status: 'succeeded', reply: 'Your order is moved, and then cancelled.' });
    const events = await listRunEvents(engine.app, engine.requester, run.id, 0);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(undecidedExecutions(events)).toEqual([]);
    const executed = events.filter(({ type }) => type === 'execution.finished').map(({ data }) => data);
    expect(executed).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  }
  const orders = await Promise.all(orderIds.map((orderId) => readOrder(engine.app.database, orderId)));
  for (const order of orders) expect(order).toMatchObject({ status: 'cancelled', address: newStreet });
  for (const order of orders) expect(order.payment_history).toHaveLength(2);
});
