import { beforeAll, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import { createEnginePorts, startEngineOn } from '@/lib/services/start-engine';
import { openListener } from '@/lib/store/listener';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { courierAgent, courierModels, deliveries } from '../support/chaos/courier-agent';
import { buildPrograms, Program } from '../support/chaos/programs';
import { startReceiver } from '../support/chaos/receiver';
import { expectedOf, isReachable, type Cell } from '../support/failpoints/cells';
import { points, type Point } from '../support/failpoints/points';
import type { SignalledPoint } from '../support/failpoints/signal-at';
import { FailpointWorld, outcomeExpected } from '../support/failpoints/world';
import { createTestApplication } from '../support/test-application';
import { atEnd } from '../support/at-end';

/** Longer than a busy machine lets a worker wait; that a lease is over is said to the database. */
const LEASE_MS = 5000;
const calm = { next: () => 1, between: () => 0, pick: <Item>([first]: readonly Item[]) => first as Item };

const beforeDecision = (point: Point) => /^C[01]/.test(point);
const cells = points
  .flatMap((point) => deliveries.map((delivery): Cell => ({ point, delivery, verdict: 'approve' })))
  .filter(isReachable);

let world: FailpointWorld;
let folder: string;
let receiverUrl: string;

beforeAll(async () => {
  const receiver = await startReceiver(calm, 0);
  receiverUrl = receiver.url;
  const app = await createTestApplication([courierAgent(receiverUrl)]);
  world = await FailpointWorld.open(app, receiverUrl);
  folder = await buildPrograms();
});

/** A worker process that gets the signal at this point of this run. */
function workerWith(failpoint: SignalledPoint): Program {
  const worker = new Program('worker', folder, {
    DATABASE_URL: world.app.config.databaseUrl ?? '',
    RECEIVER_URL: receiverUrl,
    LEASE_MS: String(LEASE_MS),
    FAILPOINT: JSON.stringify(failpoint),
  });
  atEnd(() => worker.kill());
  return worker;
}

/** A worker of this process that nothing happens to; gives what stops it. */
function startRescuer(): () => Promise<void> {
  const listener = openListener(world.app.config.databaseUrl ?? '');
  const ports = createEnginePorts(world.app, courierModels);
  const worker = startEngineOn(world.app, listener, ports, LEASE_MS);
  return async () => {
    await worker.stop();
    await listener.close();
  };
}

/** Starts the cells' runs and brings those that come to grief after their decision up to it. */
async function prepare(chosen: readonly Cell[]): Promise<Map<Cell, string>> {
  const runs = new Map<Cell, string>();
  const stop = startRescuer();
  for (const cell of chosen.filter(({ point }) => !beforeDecision(point))) runs.set(cell, await world.start(cell));
  for (const runId of runs.values()) await world.proposalOf(runId);
  await stop();
  return runs;
}

/** The run of a cell, one step before its point: a worker that claims it now comes there. */
async function leadTo(cell: Cell, runs: Map<Cell, string>): Promise<string> {
  const prepared = runs.get(cell);
  const runId = prepared ?? (await world.start(cell));
  runs.set(cell, runId);
  if (prepared !== undefined) await world.decide(cell, await world.proposalOf(runId));
  return runId;
}

/** Keeps the next cell's worker from finding this cell's run before its own. */
async function putAside(runId: string): Promise<void> {
  await world.app.database.query(
    sql`update run set lease_until = now() + interval '1 hour' where id = ${runId} and status = 'running'`,
  );
}

async function putBack(): Promise<void> {
  await world.app.database.query(
    sql`update run set lease_until = now() - interval '1 second' where status = 'running'`,
  );
}

/** Waits for the runs to end in the hands of a worker that nothing happens to. */
async function outcomes(runs: ReadonlyMap<Cell, string>) {
  const found = [];
  for (const [cell, runId] of runs) {
    if (beforeDecision(cell.point)) await world.decide(cell, await world.proposalOf(runId));
    found.push({ cell, ...(await world.outcomeOf(runId)) });
  }
  return found;
}

it('recovers from a SIGKILL at every point, for every class of delivery', async () => {
  const runs = await prepare(cells);
  for (const cell of cells) {
    const runId = await leadTo(cell, runs);
    const worker = workerWith({ runId, point: cell.point, signal: 'SIGKILL' });
    await worker.start();
    expect(await worker.ended(), cell.point).toBe('SIGKILL');
    await putAside(runId);
  }
  await putBack();
  const stop = startRescuer();
  const found = await outcomes(runs);
  await stop();
  console.log(`failpoints: SIGKILL in ${found.length} cells`);
  expect(found).toEqual([...runs.keys()].map((cell) => ({ cell, ...outcomeExpected(cell, expectedOf(cell)) })));
  expect((await verifyAudit(world.app.database, [])).state).toBe('whole');
}, 280_000);

it('lets a worker that hung past its lease change nothing when it wakes', async () => {
  const outside = cells.filter(
    (cell) => !holdsRow(cell) && !(beforeDecision(cell.point) && cell.delivery !== 'lookup'),
  );
  const runs = await prepare(outside);
  const stopped: Program[] = [];
  for (const cell of outside) {
    const runId = await leadTo(cell, runs);
    const worker = workerWith({ runId, point: cell.point, signal: 'SIGSTOP' });
    await worker.start();
    await expect.poll(() => worker.isStopped(), { timeout: 60_000 }).toBe(true);
    stopped.push(worker);
    await putAside(runId);
  }
  await putBack();
  const stop = startRescuer();
  const found = await outcomes(runs);
  const before = await rows();
  for (const worker of stopped) worker.goOn();
  // Whatever a woken worker still has to say, it says before it takes up something new.
  const probe = await prepare([{ point: 'C7 after: outcome stored', delivery: 'transactional', verdict: 'approve' }]);
  await Promise.all(stopped.map((worker) => worker.kill()));
  expect(await rows([...probe.values()])).toEqual(before);
  await stop();
  console.log(`failpoints: hang past the lease in ${found.length} cells`);
  expect(found).toEqual([...runs.keys()].map((cell) => ({ cell, ...outcomeExpected(cell, expectedOf(cell)) })));
  // One that stopped just before it sent may send when it wakes, but what was sent is never sent a second time.
  for (const [cell, runId] of runs) {
    expect((await world.effectsOf(runId)).length, `${cell.delivery} ${cell.point}`).toBeLessThanOrEqual(1);
  }
}, 280_000);

/** In the middle of a transaction a stopped process holds the run's row, so nobody takes the run over until it ends. */
const holdsRow = ({ point, delivery }: Cell) =>
  /^(C1 before|C4|C7 before)/.test(point) || (delivery === 'transactional' && point.startsWith('C6'));

/** Everything the engine stores, but for the runs that are left out. */
async function rows(except: readonly string[] = []) {
  return world.app.database.query(sql`
    select (select json_agg(run order by id) from run where id <> all(${except}::text[])) as runs,
           (select json_agg(execution order by id) from execution where run_id <> all(${except}::text[])) as executions,
           (select json_agg(event order by run_id, seq) from run_event event where run_id <> all(${except}::text[])) as events`);
}
