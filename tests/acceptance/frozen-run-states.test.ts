import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { sql } from '@/lib/domain/sql';
import { retryDeadLetter } from '@/lib/services/dead-letters/retry-dead-letter';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { listInbox } from '@/lib/services/inbox/list-inbox';
import { reportOutcome } from '@/lib/services/outside/report-outcome';
import { followRunEvents } from '@/lib/services/runs/follow-run-events';
import { getRun } from '@/lib/services/runs/get-run';
import { listRuns } from '@/lib/services/runs/list-runs';
import { migrate } from '../../scripts/database/migrate';
import { projectRoot } from '../../scripts/project-root';
import {
  createReleaseDatabase,
  migrateToLaterRelease,
  writeAsLaterRelease,
} from '../support/run-state/release-database';
import { createFrozenPage } from '../support/run-state/agent';
import { loadSnapshot, snapshot, type Snapshot } from '../support/run-state/snapshot';
import { states } from '../support/run-state/states';
import { FrozenWorld } from '../support/run-state/world';
import { cloneTestDatabase } from '../support/test-database';
import { withClient } from '../../scripts/database/open-database';

const folder = join(projectRoot, 'tests/fixtures/run-state');
const releases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function readSnapshots(release: string): Snapshot[] {
  return readdirSync(join(folder, release)).map((file) =>
    snapshot.parse(JSON.parse(readFileSync(join(folder, release, file), 'utf8'))),
  );
}

/** What people do to carry a state on, and what must then be true of it; by its name. */
const goOn: Record<string, (world: FrozenWorld) => Promise<void>> = {
  queued: (world) => endsWith(world, ''),
  'running-lease-expired': (world) => endsWith(world, ''),
  async 'awaiting-pending'(world) {
    await world.decide('approve');
    await endsWith(world, 'one;');
  },
  'approved-ready': (world) => endsWith(world, 'one;'),
  async 'group-partly-decided'(world) {
    await world.until(sql`select from execution where status = 'succeeded'`);
    await world.decide('approve');
    await world.decide('reject');
    await endsWith(world, 'one;two;');
  },
  async 'dispatching-at-most-once'(world) {
    await world.untilExecution('unknown');
    await world.until(sql`select from inbox_item where kind = 'unknown_outcome' and status = 'pending'`);
    await endsWith(world, '');
    expect(world.outside.sent).toEqual([]);
  },
  async 'dispatching-idempotent'(world) {
    await endsWith(world, '');
    const rows = await world.app.database.query<{ key: string; status: string }>(
      sql`select idempotency_key as key, status from execution`,
    );
    expect(rows).toMatchObject([{ status: 'succeeded' }]);
    expect(world.outside.sent).toMatchObject([{ tool: 'send_keyed', text: 'hello', key: rows[0]?.key }]);
  },
  async 'parked-dead-letter'(world) {
    await retryDeadLetter(world.app, await world.person('admin'), await world.untilRun('parked'));
    await endsWith(world, '');
  },
  async escalated(world) {
    const guidance = { outcome: 'resume', message: 'Just say that it is done.' } as const;
    await resolveEscalation(world.app, await world.person('reviewer'), await world.untilRun('escalated'), guidance);
    await endsWith(world, '');
  },
  async held(world) {
    await endsWith(world, 'one;');
    await world.until(sql`select from execution where dispatched_at >= hold_until`);
  },
  async 'outside-proposal-pending'(world) {
    await world.decide('approve');
    const { id, agent } = await world.until<{ id: string; agent: string }>(sql`select id, agent from proposal`);
    await reportOutcome(world.app, { agent }, id, { status: 'succeeded', result: { refunded: true } });
    await world.untilExecution('succeeded');
  },
};

/** The run ends with the model's answer, and the page holds exactly these lines. */
async function endsWith(world: FrozenWorld, body: string): Promise<void> {
  const runId = await world.untilRun('succeeded');
  expect(await getRun(world.app, await world.person('user'), runId)).toMatchObject({ reply: 'Done.' });
  expect(await world.app.database.query(sql`select body from frozen_page`)).toEqual([{ body }]);
}

/** Every list and stream still tells everything, each event once. */
async function readsWell(world: FrozenWorld): Promise<string[]> {
  const [user, reviewer] = [await world.person('user'), await world.person('reviewer')];
  const { items } = await listRuns(world.app, user, { limit: 50 });
  const types: string[] = [];
  for (const { id } of items) {
    const feed = await followRunEvents(world.app, user, id, { after: 0, signal: new AbortController().signal });
    const events = [];
    for await (const batch of feed ?? []) events.push(...batch);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    types.push(...events.map(({ type }) => type));
  }
  const inbox = await listInbox(world.app, reviewer, { limit: 50, view: 'team' });
  return [...types, ...inbox.items.map(({ kind }) => kind)];
}

describe.each(releases)('what release %s left', (release) => {
  const snapshots = readSnapshots(release);
  let templateUrl: string;
  let laterUrl: string;

  beforeAll(async () => {
    const server = inject('templateUrl');
    templateUrl = await createReleaseDatabase(server, snapshots[0]?.migrations ?? []);
    await withClient(templateUrl, (client) => client.query(createFrozenPage));
    laterUrl = (await cloneTestDatabase(templateUrl)).url;
    await migrate(laterUrl);
    await migrateToLaterRelease(laterUrl);
  }, 60_000);

  async function carryOn(url: string, state: string): Promise<string[]> {
    const world = new FrozenWorld(url);
    const stop = world.work([]);
    await goOn[state]?.(world);
    const read = await readsWell(world);
    await stop();
    expect(await verifyAudit(world.app.database, [])).toMatchObject({ state: 'whole' });
    await world.close();
    return read;
  }

  it('is every state there is to leave', () => {
    const known = release === currentRelease() ? Object.keys(states) : snapshots.map(({ state }) => state);
    expect(snapshots.map(({ state }) => state).sort()).toEqual(known.sort());
    for (const { state } of snapshots) expect(goOn[state], state).toBeDefined();
  });

  it.each(snapshots)('$state is carried on to its end by this release', async (frozen) => {
    const { url } = await cloneTestDatabase(templateUrl);
    await loadSnapshot(url, frozen);
    await migrate(url);
    await carryOn(url, frozen.state);
  });

  it.each(snapshots)(
    '$state is carried on beside a later release that writes what this one does not know',
    async (frozen) => {
      const { url } = await cloneTestDatabase(laterUrl);
      await loadSnapshot(url, frozen);
      await writeAsLaterRelease(url);
      const read = await carryOn(url, frozen.state);
      expect(read).toContain('later_kind');
      if (frozen.state !== 'outside-proposal-pending') expect(read).toContain('run.later');
    },
  );
});

function currentRelease(): unknown {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: unknown }).version;
}
