import { beforeAll, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import { StaleClaim, type Claim, type EngineStore } from '@/lib/engine/ports';
import type { Application } from '@/lib/services/application';
import { createEngineStore } from '@/lib/store/engine-store';
import { claimRuns } from '@/lib/store/runs/claim-runs';
import { releaseRun } from '@/lib/store/runs/release-run';
import { renewLeases } from '@/lib/store/runs/renew-leases';
import { createPerson } from '../support/people';
import { createRun } from '../support/records';
import { createTestApplication } from '../support/test-application';

const LEASE_MS = 60_000;

let app: Application;
let store: EngineStore;
/** The hold of a worker whose lease ran out, and whose run another one has. */
let stale: Claim;

beforeAll(async () => {
  app = await createTestApplication();
  store = createEngineStore(app.database);
  const run = await createRun(app, await createPerson(app, 'user'), { status: 'queued' });
  const [first] = await claimRuns(app.database, 'first', LEASE_MS, 1);
  await app.database.query(sql`update run set lease_until = now() - interval '1 second' where id = ${run.id}`);
  const [second] = await claimRuns(app.database, 'second', LEASE_MS, 1);
  expect([first?.fence, second?.fence]).toEqual([1, 2]);
  stale = { runId: run.id, fence: 1 };
});

/** All that a worker could write of its run. */
const rows = () =>
  app.database.query(sql`
    select run, (select json_agg(event order by seq) from run_event event where event.run_id = run.id) as events,
           (select count(*) from message) as messages, (select count(*) from inbox_item) as items
    from run`);

const commits: Record<string, () => Promise<unknown>> = {
  'a step, a dispatch or an outcome': () =>
    store.commit(stale, 1, (transaction) => store.setAside(transaction, stale.runId)),
  'the start of a step': () => store.startStep(stale, 0),
  'streamed text': () => store.appendText(stale, 0, 1, 'Hello'),
  parking: () => store.park(stale, 1, null),
  'parking for a hold': () => store.park(stale, 1, new Date(Date.now() + 1000)),
  'a wait for its model': () => store.waitForModel(stale, 1, 10),
  'a pause under a halt': () => store.pause(stale, 1),
  'the end of the run': () => store.finish(stale, 1, { reply: 'Done.' }),
  'an escalation': () => store.escalate(stale, 1, { reason: 'step_cap', detail: 'Too many steps.' }),
};

it.each(Object.entries(commits))('a worker whose run was taken over can not commit %s', async (_, commit) => {
  const before = await rows();
  await expect(commit()).rejects.toThrow(StaleClaim);
  expect(await rows()).toEqual(before);
});

it('it can neither give the run back nor file it nor extend its lease', async () => {
  const before = await rows();
  await releaseRun(app.database, stale, undefined);
  await releaseRun(app.database, stale, new Error('broken'));
  await renewLeases(app.database, 'first', [stale.runId], LEASE_MS * 10);
  expect(await rows()).toEqual(before);
});
