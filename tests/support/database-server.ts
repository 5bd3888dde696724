import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../scripts/database/migrate';
import { openDatabase } from '../../scripts/database/open-database';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database that nobody connects to: the template of every test file's own. */
    templateUrl: string;
  }
}

/** What a crash would lose does not matter to a test. */
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Starts one server for the whole test run and takes it away afterwards. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-test-'));
  const database = await openDatabase({ dataDir, databaseUrl: undefined, settings: fast });
  await migrate(database.url);
  project.provide('templateUrl', database.url);
  return async () => {
    await database.release();
    await rm(dataDir, { recursive: true, force: true });
  };
}
