import { beforeAll, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { lookForWork, settleWhatIsDue } from '@/lib/services/fall-due';
import { startRun } from '@/lib/services/runs/start-run';
import { claimRuns } from '@/lib/store/runs/claim-runs';
import { proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

let app: Application;
let mia: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
});

const look = () => lookForWork(app.database);

it('one question finds what to claim and what ran out of time, and nothing when there is neither', async () => {
  expect(await look()).toEqual({ runs: false, expired: false });

  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  expect(await look()).toEqual({ runs: true, expired: false });
  const [claim] = await claimRuns(app.database, 'one that dies', 60_000, 1);
  expect(claim?.runId).toBe(runId);
  expect(await look()).toEqual({ runs: false, expired: false });
  await app.database.query(sql`update run set lease_until = now() - interval '1 second' where id = ${runId}`);
  expect(await look()).toMatchObject({ runs: true });

  const worker = startTestEngine(app, scriptedCatalog(inTurn([use('append_note', { id: 'a', text: 'more' })])));
  await settled(app, mia, runId);
  await worker.stop();
  await settleWhatIsDue(app);
  expect(await look()).toEqual({ runs: false, expired: false });

  const [proposal] = await proposalsOf(app, mia, runId);
  await app.database.query(
    sql`update proposal set expires_at = now() - interval '1 second' where id = ${proposal?.id}`,
  );
  expect(await look()).toEqual({ runs: false, expired: true });
  await settleWhatIsDue(app);
  expect(await proposalsOf(app, mia, runId)).toMatchObject([{ status: 'expired' }]);
  expect(await look()).toEqual({ runs: true, expired: false });

  await app.database.query(sql`
    insert into spend_entry (day, agent, kind, name, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
                             cost_usd)
    values (current_date, 'notes', 'act', 'scripted', 1, 1, 0, 0, 0.01)`);
  expect(await look()).toMatchObject({ expired: true });
  await settleWhatIsDue(app);
  expect(await look()).toMatchObject({ expired: false });

  await claimRuns(app.database, 'one that dies again', 60_000, 1);
  await app.database.query(sql`
    update run set attempts = 5, lease_until = now() - interval '1 second' where id = ${runId}`);
  expect(await look()).toMatchObject({ expired: true });
  await settleWhatIsDue(app);
  expect(await app.database.query(sql`select status from run where id = ${runId}`)).toEqual([{ status: 'parked' }]);
  expect(await look()).toEqual({ runs: false, expired: false });
});
