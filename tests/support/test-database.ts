import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { withClient } from '../../scripts/database/open-database';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

let ofThisFile: Promise<TestDatabase> | undefined;

/** The test file's own database, migrated and empty. Every call in one file gives the same one. */
export function createTestDatabase(): Promise<TestDatabase> {
  return (ofThisFile ??= cloneTestDatabase(inject('templateUrl')));
}

/** One more database, migrated and empty, for a test that can't share its file's. */
export async function cloneTestDatabase(templateUrl: string): Promise<TestDatabase> {
  const template = new URL(templateUrl);
  const name = `test_${randomBytes(8).toString('hex')}`;
  const onServer = (sql: string) => withClient(withDatabase(template, 'postgres'), (client) => client.query(sql));
  await onServer(`create database ${name} template ${template.pathname.slice(1)}`);
  return {
    url: withDatabase(template, name),
    drop: async () => void (await onServer(`drop database if exists ${name} with (force)`)),
  };
}

function withDatabase(url: URL, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
