import { beforeAll, expect, it } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { startRun } from '@/lib/services/runs/start-run';
import { claimRuns } from '@/lib/store/runs/claim-runs';
import { wakeRun } from '@/lib/store/runs/wake-run';
import { notesAgent } from '../fixtures/notes-agent';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

const BATCH = 8;
const LEASE_MS = 60_000;
let app: Application;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
});

const ask = async (person: TestPerson) =>
  (await startRun(app, person, { agent: 'notes', message: 'Hello.', route: 'auto' })).runId;
const claim = async (limit = BATCH) =>
  (await claimRuns(app.database, uuidv7(), LEASE_MS, limit)).map((run) => run.runId);

it('gives the others their turn while one user floods the queue', async () => {
  const flooding = await createPerson(app, 'user');
  const flood: string[] = [];
  for (let asked = 0; asked < 500; asked += 1) flood.push(await ask(flooding));
  const others = await Promise.all([1, 2, 3].map(() => createPerson(app, 'user')));
  const runs = await Promise.all(others.map(ask));

  const batch = await claim();
  expect(batch).toEqual(expect.arrayContaining([...runs, flood[0]]));
  // The flood itself goes on in its own order.
  expect(await claim()).toEqual(expect.arrayContaining(flood.slice(BATCH - runs.length, 10)));

  // What a person decided on goes before everything that is new.
  const last = flood.at(-1) ?? '';
  await app.database.transaction((transaction) => wakeRun(transaction, last));
  expect(await claim()).toContain(last);
  await app.database.query(sql`update run set status = 'cancelled' where status in ('queued', 'running')`);
});

it('takes what is due of 50,000 queued runs by their order, without reading the rest', async () => {
  const [mia, ravi] = [await createPerson(app, 'user'), await createPerson(app, 'user')];
  const first = await ask(mia);
  await app.database.query(sql`
    insert into run (id, conversation_id, agent, user_id, message, message_position, route, status, limits, run_at, turn_at)
    select 'many-' || n, conversation_id, agent, user_id, message, message_position, route, 'queued', limits,
           now() - interval '1 hour', now() + n * interval '1 minute'
    from run, generate_series(1, 50000) n where run.id = ${first}`);
  await app.database.query(sql`analyze run`);
  const urgent = await ask(ravi);
  expect(await claim(2)).toEqual(expect.arrayContaining([first, urgent]));

  const plan = await app.database.transaction(async (transaction) => {
    const statements: Parameters<typeof transaction.query>[0][] = [];
    const query = (statement: (typeof statements)[number]) => (statements.push(statement), Promise.resolve([]));
    const listening = {
      ...app.database,
      transaction: (work: (handle: typeof transaction) => Promise<unknown>) =>
        work({ ...transaction, query: query as typeof transaction.query }),
    };
    await claimRuns(listening as typeof app.database, 'planner', LEASE_MS, BATCH);
    const [statement] = statements;
    if (!statement) throw new Error('The claim asked nothing.');
    return transaction.query<{ queryPlan: string }>({ ...statement, text: `explain (analyze) ${statement.text}` });
  });
  const lines = plan.map((row) => Object.values(row).join(' '));
  console.info(lines.at(-1));
  expect(lines.join('\n')).not.toMatch(/Seq Scan on run\b/);
  expect(lines.join('\n')).toContain('run_status_turn_at_run_at_idx');
});

it('still takes over a run whose worker is gone, before what is new', async () => {
  await app.database.query(sql`update run set status = 'cancelled' where status in ('queued', 'running')`);
  const mia = await createPerson(app, 'user');
  const lost = await ask(mia);
  expect(await claim()).toEqual([lost]);
  await app.database.query(sql`update run set lease_until = now() - interval '1 second' where id = ${lost}`);
  await Promise.all(Array.from({ length: 3 }, () => ask(mia)));
  expect(await claim(1)).toEqual([lost]);
});
