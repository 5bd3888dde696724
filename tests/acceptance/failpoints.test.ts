import { beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { createEnginePorts, startEngineOn } from '@/lib/services/start-engine';
import { openDatabase } from '@/lib/store/database';
import { openListener } from '@/lib/store/listener';
import { concurrently } from '../support/batches';
import { courierAgent, courierModels, deliveries } from '../support/chaos/courier-agent';
import { startReceiver } from '../support/chaos/receiver';
import { expectedOf, isReachable, type Cell } from '../support/failpoints/cells';
import { points, withFailpoints, type Point } from '../support/failpoints/points';
import { FailpointWorld, outcomeExpected } from '../support/failpoints/world';
import { createTestApplication } from '../support/test-application';
import { atEnd } from '../support/at-end';

const LEASE_MS = 2000;
/** Otherwise the slow ones run for two classes of delivery. */
const all = process.env.FAILPOINTS === 'all';
const calm = { next: () => 1, between: () => 0, pick: <Item>([first]: readonly Item[]) => first as Item };

const cells = points
  .flatMap((point) => deliveries.map((delivery) => ({ point, delivery })))
  .flatMap((place): Cell[] => [
    { ...place, verdict: 'approve' },
    { ...place, verdict: 'edit' },
  ])
  .filter(isReachable);

const armed = new Map<string, { point: Point; happens: () => Promise<void> }>();
const failpoints = {
  reach: async (runId: string, point: Point) => {
    const arm = armed.get(runId);
    if (arm?.point !== point) return;
    armed.delete(runId);
    await arm.happens();
  },
};

let world: FailpointWorld;
let engineApp: Application;

beforeAll(async () => {
  const receiver = await startReceiver(calm, 0);
  const agent = courierAgent(receiver.url);
  const app = await createTestApplication([agent]);
  world = await FailpointWorld.open(app, receiver.url);
  // The engine's own pool, so that its connections can be cut without ours.
  const url = new URL(app.config.databaseUrl ?? '');
  url.searchParams.set('application_name', 'failing-engine');
  engineApp = { ...app, database: openDatabase(url.href, { maxConnections: 10 }) };
  const ports = { ...createEnginePorts(engineApp, courierModels), report: () => undefined };
  const listener = openListener(url.href);
  const worker = startEngineOn(engineApp, listener, withFailpoints(ports, failpoints), LEASE_MS);
  atEnd(async () => {
    await worker.stop();
    await listener.close();
    await engineApp.database.close();
  });
});

/** Plays a cell's run to its end, with this happening at the cell's point. */
async function play(cell: Cell, happens: () => Promise<void>) {
  const runId = await world.start(cell, (id) => armed.set(id, { point: cell.point, happens }));
  await world.decide(cell, await world.proposalOf(runId));
  const outcome = await world.outcomeOf(runId);
  return { cell, reached: !armed.has(runId), ...outcome };
}

const expected = (cell: Cell) => ({ cell, reached: true, ...outcomeExpected(cell, expectedOf(cell)) });

describe('a worker whose step', () => {
  it('throws at any point ends as the table says', async () => {
    const broken = () => Promise.reject(new Error('Thrown on purpose.'));
    const outcomes = await concurrently(cells, 6, (cell) => play(cell, broken));
    console.log(`failpoints: throw in ${outcomes.length} cells`);
    expect(outcomes).toEqual(cells.map(expected));
  });

  it('loses its database at any point ends as the table says', async () => {
    const cut = async () => {
      await world.app.database.query(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'failing-engine'`);
    };
    const chosen = cells.filter(
      ({ verdict, delivery }) => all || (verdict === 'approve' && ['transactional', 'at_most_once'].includes(delivery)),
    );
    const outcomes = [];
    for (const cell of chosen) outcomes.push(await play(cell, cut));
    console.log(`failpoints: database lost in ${outcomes.length} cells`);
    expect(outcomes.map(orRecorded)).toEqual(
      chosen.map((cell) => orRecorded({ ...expected(cell), ...sentDespite(cell) })),
    );
  });

  it('leaves an audit log that is whole and agrees with what ran', async () => {
    expect((await verifyAudit(world.app.database, [])).state).toBe('whole');
  });
});

/** What was about to be sent is sent: only the engine's database is away. */
function sentDespite(cell: Cell) {
  const sends = cell.point === 'C5 after: dispatch stored, not sent';
  return sends ? { effects: 1 as const, amounts: [cell.verdict === 'edit' ? 7 : 5] } : {};
}

/**
 * A sending goes on while the database is away. Whether its outcome can be recorded depends on when the pool notices:
 * it succeeded and says so, or it happened and nobody knows.
 */
function orRecorded({ cell, execution, ...outcome }: ReturnType<typeof expected>) {
  const sends = ['C5 after: dispatch stored, not sent', 'C6 after: sent, not recorded'].includes(cell.point);
  if (!sends || cell.delivery === 'transactional') return { cell, execution, ...outcome };
  return { cell, ...outcome, execution: execution === 'unknown' ? 'succeeded' : execution };
}
