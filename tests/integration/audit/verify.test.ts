import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anchorFile, appendAnchor, readAnchors } from '@/lib/audit/anchors';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { anchorAudit } from '@/lib/services/audit/anchor-audit';
import type { Application } from '@/lib/services/application';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { startRun } from '@/lib/services/runs/start-run';
import { readAuditHead } from '@/lib/store/audit/read-audit';
import { withClient } from '../../../scripts/database/open-database';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { createPerson } from '../../support/people';
import { projectExit } from '../../support/project-command';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let dataDir: string;
let url: string;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  url = app.config.databaseUrl ?? '';
  await createNotes(app.database);
  const mia = await createPerson(app, 'user');
  const ravi = await createPerson(app, 'reviewer');
  startTestEngine(
    app,
    scriptedCatalog(
      inTurn([
        use('append_note', { id: 'a', text: 'x' }),
        use('post_note', { text: 'out' }),
        use('pin_note', { text: 'up' }),
      ]),
    ),
  );
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  await settled(app, mia, runId);
  for (const proposal of await proposalsOf(app, ravi, runId)) await approve(app, ravi, proposal);
  expect((await settled(app, mia, runId)).status).toBe('succeeded');
  const pinned = (await proposalsOf(app, ravi, runId)).at(-1)?.execution;
  await revertExecution(app, ravi, pinned?.id ?? '');
});

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'countersign-audit-'));
  return () => rm(dataDir, { recursive: true });
});

/** Changes what only a superuser with the triggers off can change, looks, and puts it back. */
async function tampered<Result>(statements: string[], look: () => Promise<Result>): Promise<Result> {
  const tables = ['audit_entry', 'audit_head', 'execution'];
  return withClient(url, async (client) => {
    await client.query('set session_replication_role = replica');
    for (const table of tables) await client.query(`create table kept_${table} as table ${table}`);
    try {
      for (const statement of statements) await client.query(statement);
      return await look();
    } finally {
      for (const table of tables) {
        await client.query(`delete from ${table}`);
        await client.query(`insert into ${table} select * from kept_${table}`);
        await client.query(`drop table kept_${table}`);
      }
    }
  });
}

const verify = () => projectExit({ DATABASE_URL: url, DATA_DIR: dataDir }, 'audit-verify');
const find = async () => verifyAudit(app.database, await readAnchors(dataDir));
const anchor = async () => appendAnchor(dataDir, await readAuditHead(app.database));
const cutTail = [
  `delete from audit_entry where seq > 5`,
  `update audit_head set seq = 5, hash = (select hash from audit_entry where seq = 5)`,
];
const flip = `update audit_entry set entry = overlay(entry placing 'X' from 20) where seq = 4`;
const insertExecution = `
  insert into execution (id, proposal_id, proposal_version, run_id, status, idempotency_key, args_hash, hold_until,
    execute_by)
  select 'forged', proposal_id, 9, run_id, 'ready', 'forged', args_hash, now(), now()
  from execution where proposal_id is not null limit 1`;
const insertRevert = `
  insert into execution (id, reverts_execution_id, actor_id, run_id, status, idempotency_key, args_hash, hold_until,
    execute_by)
  select 'forged', id, 'nobody', run_id, 'ready', 'forged', args_hash, now(), now() from execution
  where actor_id is null and id not in (select reverts_execution_id from execution where actor_id is not null) limit 1`;

describe('npm run audit:verify', () => {
  it('answers 0 and takes an anchor when the log is whole', async () => {
    expect(await verify()).toMatchObject({ code: 0, stdout: expect.stringContaining('Whole: ') as string });
    const head = await readAuditHead(app.database);
    expect(await readAnchors(dataDir)).toMatchObject([{ seq: head.seq, hash: head.hash }]);
    expect((await verify()).code).toBe(0);
  });

  it('answers 1 with the entry in which a byte was changed', async () => {
    const { code, stdout } = await tampered([flip], verify);
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('Broken at entry 4') as string });
  });

  it('answers 2 when the end was cut off, however carefully', async () => {
    await anchor();
    const { code, stdout } = await tampered(cutTail, verify);
    expect({ code, stdout }).toMatchObject({ code: 2, stdout: expect.stringContaining('ends with entry 5') as string });
  });

  it('answers 3 when the anchors can’t be read', async () => {
    await anchor();
    await appendFile(anchorFile(dataDir), '{"seq":"many"}\n');
    expect((await verify()).code).toBe(3);
  });

  it('answers 4 when there is an execution that nobody decided on', async () => {
    const { code, stdout } = await tampered([insertExecution], verify);
    expect({ code, stdout }).toMatchObject({ code: 4, stdout: expect.stringContaining('Nobody decided') as string });
  });

  it('answers 4 when there is a revert that nobody asked for', async () => {
    const { code, stdout } = await tampered([insertRevert], verify);
    expect({ code, stdout }).toMatchObject({ code: 4, stdout: expect.stringContaining('Nobody asked') as string });
  });

  it('answers 5 when it could not verify', async () => {
    const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATA_DIR: dataDir };
    expect((await projectExit(nowhere, 'audit-verify')).code).toBe(5);
  });
});

describe('verifying', () => {
  it.each([
    ['an entry that is missing', `delete from audit_entry where seq = 3`, { state: 'broken', seq: 3 }],
    ['a changed column', `update audit_entry set action = 'run.retried' where seq = 3`, { state: 'broken', seq: 3 }],
    ['a changed time', `update audit_entry set at = at + interval '1 day' where seq = 3`, { state: 'broken', seq: 3 }],
    ['a cut end without an anchor', cutTail[0] ?? '', { state: 'broken', seq: 6 }],
    [
      'an execution that is gone',
      `delete from execution where id = (select min(id) from execution where actor_id is null)`,
      unmatched(),
    ],
    ['other arguments than approved', `update execution set args_hash = 'other'`, unmatched()],
    ['a revert that is gone', `delete from execution where reverts_execution_id is not null`, unmatched()],
    ['a revert by somebody else', `update execution set actor_id = 'x' where actor_id is not null`, unmatched()],
    [
      'a revert of another execution',
      `update execution set reverts_execution_id = (select min(id) from execution where actor_id is null
         and id not in (select reverts_execution_id from execution where actor_id is not null))
       where actor_id is not null`,
      unmatched(),
    ],
    ['an outcome that was changed', `update execution set status = 'failed'`, unmatched()],
    [
      'an execution dated back',
      `${insertExecution}; update execution set created_at = '2000-01-01' where id = 'forged'`,
      unmatched(),
    ],
  ])('sees %s', async (_what, statement, finding) => {
    expect(await tampered([statement], find)).toMatchObject(finding);
  });

  it('sees a chain that was written anew from some entry on', async () => {
    await anchor();
    const forge = `
      do $$ declare row audit_entry; last text := (select hash from audit_entry where seq = 3); begin
        for row in select * from audit_entry where seq > 3 order by seq loop
          row.entry := replace(row.entry, row.prev, last);
          row.prev := last;
          row.entry := replace(row.entry, '"approve"', '"edit"');
          row.hash := encode(sha256(convert_to(last || row.entry, 'UTF8')), 'hex');
          update audit_entry set entry = row.entry, prev = row.prev, hash = row.hash where seq = row.seq;
          last := row.hash;
        end loop;
        update audit_head set hash = last;
      end $$`;
    const head = await readAuditHead(app.database);
    expect(await tampered([forge], find)).toMatchObject({ state: 'broken', seq: head.seq });
    await rm(anchorFile(dataDir));
    expect(await tampered([forge], find)).toMatchObject({ state: 'whole' });
  });

  it('finds nothing when all is as it was', async () => {
    expect(await find()).toMatchObject({ state: 'whole' });
  });
});

describe('the server', () => {
  it('takes an anchor when it ends, unless nothing was added since the last', async () => {
    const stop = anchorAudit({ ...app, config: { ...app.config, dataDir } });
    await stop();
    await stop();
    const head = await readAuditHead(app.database);
    const lines = (await readFile(anchorFile(dataDir), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ seq: head.seq, hash: head.hash });
    expect(lines.length).toBeLessThanOrEqual(2);
  });
});

function unmatched() {
  return { state: 'unmatched' };
}
