import { beforeAll, expect, inject, it } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import type { ModelRequest } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { reconcileExecution } from '@/lib/services/executions/reconcile-execution';
import { listHalts } from '@/lib/services/halt/list-halts';
import { resume } from '@/lib/services/halt/switch-halt';
import { startRun } from '@/lib/services/runs/start-run';
import { startEngine } from '@/lib/services/start-engine';
import { openDatabase } from '@/lib/store/database';
import { openListener } from '@/lib/store/listener';
import { withClient } from '../../scripts/database/open-database';
import { approve, proposalsOf, settled } from '../fixtures/engine';
import { createNotes, notesAgent, posts } from '../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';
import { atEnd } from '../support/at-end';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;
const script = inTurn([use('post_note', { text: 'once' })], [say('I can not tell.')]);

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  ada = await createPerson(app, 'admin');
});

function work(on: Application) {
  const listener = openListener(on.config.databaseUrl ?? '');
  const worker = startEngine(
    on,
    listener,
    scriptedCatalog((request: ModelRequest) => script(request)),
  );
  return async () => {
    await worker.stop();
    await listener.close();
  };
}

/** The same tables in another database of the server, as a restore leaves them. */
async function copy(): Promise<Application> {
  const source = new URL(app.config.databaseUrl ?? '');
  const from = source.pathname.slice(1);
  const target = new URL(source);
  target.pathname = `/${from}_copy`;
  await app.database.close();
  const server = new URL(inject('templateUrl'));
  server.pathname = '/postgres';
  await withClient(server.href, (client) => client.query(`create database ${from}_copy template ${from}`));
  const database = openDatabase(target.href, { maxConnections: 5 });
  atEnd(async () => {
    await database.close();
    await withClient(server.href, (client) => client.query(`drop database ${from}_copy with (force)`));
  });
  return { ...app, database, config: { ...app.config, databaseUrl: target.href } };
}

it('a restored copy starts halted, asks about what was approved, and goes on when it is resumed', async () => {
  const stopFirst = work(app);
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Post it.', route: 'auto' });
  expect(await settled(app, mia, runId)).toMatchObject({ status: 'awaiting' });
  await stopFirst();
  expect(await listHalts(app)).toEqual({ halts: [] });
  for (const proposal of await proposalsOf(app, ravi, runId)) await approve(app, ravi, proposal);

  const restored = await copy();
  const stop = work(restored);
  atEnd(stop);
  await expect
    .poll(async () => (await listHalts(restored)).halts, { timeout: 10_000 })
    .toMatchObject([{ scope: 'all', by: null, reason: expect.stringContaining('restored') as string }]);
  const [execution] = await restored.database.query<{ id: string; status: string }>(
    sql`select id, status from execution where run_id = ${runId}`,
  );
  if (!execution) throw new Error('The execution is gone.');
  expect(execution.status).toBe('unknown');
  expect(await restored.database.query(sql`select kind, status from inbox_item where id = ${execution.id}`)).toEqual([
    { kind: 'unknown_outcome', status: 'pending' },
  ]);

  await reconcileExecution(restored, ravi, execution.id, { happened: false, evidence: 'It is not there.' });
  await resume(restored, ada, {});
  expect(await settled(restored, mia, runId)).toMatchObject({ status: 'succeeded', reply: 'I can not tell.' });
  expect(posts).toEqual([]);
  expect(await verifyAudit(restored.database, [])).toMatchObject({ state: 'whole' });
});
