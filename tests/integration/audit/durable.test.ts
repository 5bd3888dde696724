import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { systemActor } from '@/lib/domain/audit';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { openDatabase, type Database } from '@/lib/store/database';
import { ensureRunning, stopRunning } from '../../../scripts/database/cluster';
import { migrate } from '../../../scripts/database/migrate';
import { openDatabase as openCluster } from '../../../scripts/database/open-database';
import { readPostmaster } from '../../../scripts/database/postmaster-file';

/** The log is written to disk by whoever asks for it; what only waits to be written is lost in a crash. */
const settings = { wal_writer_delay: '10s' };

let dataDir: string;
let url: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'countersign-durable-'));
  const cluster = await openCluster({ dataDir, databaseUrl: undefined, settings });
  url = cluster.url;
  await migrate(url);
  return async () => {
    await cluster.release();
    await stopRunning(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  };
}, 120_000);

/** Ends the database as a crash would: nothing is written any more. */
async function crashAndStart(): Promise<void> {
  const running = await readPostmaster(join(dataDir, 'postgres'));
  if (!running) throw new Error('The database does not run.');
  process.kill(running.pid, 'SIGQUIT');
  const isGone = () => readPostmaster(join(dataDir, 'postgres')).then((postmaster) => postmaster?.pid !== running.pid);
  await expect.poll(isGone, { timeout: 20_000 }).toBe(true);
  await ensureRunning(dataDir, { ...settings, port: String(running.port) });
}

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const append = (database: Database, jti: string) =>
  database.transaction((transaction) =>
    appendAudit(transaction, {
      action: 'token.revoked',
      actor: systemActor('test'),
      subject: { jti },
    }),
  );

it('has on disk what was answered, however many wait for the chain at once, when the database crashes', async () => {
  const answered: string[] = [];
  for (let round = 0; round < 5; round++) {
    await withDatabase(async (database) => {
      const several = Array.from({ length: 12 }, (_, index) => `${round}-${index}`);
      await Promise.all(several.map((jti) => append(database, jti).then(() => answered.push(jti))));
      await crashAndStart();
    });
  }
  await withDatabase(async (database) => {
    const kept = await database.query<{ jti: string }>(sql`
      select subject ->> 'jti' as jti from audit_entry where action = 'token.revoked'`);
    expect(kept.map(({ jti }) => jti).toSorted()).toEqual(answered.toSorted());
    expect(await verifyAudit(database, [])).toMatchObject({ state: 'whole' });
  });
}, 120_000);
