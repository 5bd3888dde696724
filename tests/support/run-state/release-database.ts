import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, migrationsFolder } from '../../../scripts/database/migrate';
import { withClient } from '../../../scripts/database/open-database';

/** A database as a release left it: its own migrations and no rows. Give it to `cloneTestDatabase`. */
export async function createReleaseDatabase(serverUrl: string, migrations: readonly string[]): Promise<string> {
  const url = new URL(serverUrl);
  const name = `release_${randomBytes(6).toString('hex')}`;
  url.pathname = '/postgres';
  await withClient(url.href, (client) => client.query(`create database ${name}`));
  url.pathname = `/${name}`;
  const folder = await mkdtemp(join(tmpdir(), 'countersign-release-'));
  await mkdir(folder, { recursive: true });
  for (const migration of migrations)
    await cp(join(migrationsFolder, migration), join(folder, migration), { recursive: true });
  await migrate(url.href, folder);
  await rm(folder, { recursive: true });
  return url.href;
}

/**
 * What a release after this one may do to the tables while this one still runs: add columns with a default, and values to
 * the two lists that grow.
 */
export async function migrateToLaterRelease(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'",
    );
    for (const { name } of rows) {
      await client.query(`alter table "${name}" add column later_column jsonb not null default '{"later": true}'`);
    }
    await client.query("alter type run_event_type add value 'run.later'");
    await client.query("alter type inbox_item_kind add value 'later_kind'");
  });
}

/** What the worker of a later release leaves beside the rows that this one knows. */
export async function writeAsLaterRelease(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`update run set limits = limits || '{"maxLaterThings": 3}'`);
    await client.query(`update policy_version set body = body || '{"laterSetting": true}'`);
    await client.query(`
      with numbered as (update run set last_seq = last_seq + 1 returning id, last_seq)
      insert into run_event (run_id, seq, type, data)
      select id, last_seq, 'run.later', '{"whatever": [1, 2]}' from numbered`);
    await client.query(`
      insert into inbox_item (id, kind, status, title, agent, requester_id)
      select 'later', 'later_kind', 'pending', 'Something later releases ask', 'frozen', id
      from app_user where role = 'user'`);
  });
}
