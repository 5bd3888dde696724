import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../scripts/database/migrate';
import { withClient } from '../../scripts/database/open-database';
import { diffToTransitions } from '../../scripts/database/transition-triggers';
import { diffToSchema } from '../../scripts/schema-engine';
import { createTestDatabase } from '../support/test-database';

describe('the committed migrations', () => {
  it('lead to exactly what the schema says', async () => {
    const { url } = await createTestDatabase();
    expect(await diffToSchema(url)).toBe('');
  });

  it('hold the triggers that the domain’s tables of transitions say', async () => {
    const { url } = await createTestDatabase();
    expect(await withClient(url, diffToTransitions)).toBe('');
  });
});

describe('migrate', () => {
  let url: string;
  let folder: string;
  const write = async (name: string, sql: string) => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
  };
  const namesOfTables = () =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        "select tablename as name from pg_tables where tablename like 'probe%' order by 1",
      );
      return rows.map(({ name }) => name);
    });

  beforeAll(async () => {
    ({ url } = await createTestDatabase());
    folder = await mkdtemp(join(tmpdir(), 'countersign-migrations-'));
    await write('9001_first', "create table probe_first (); do $$ begin perform 1; end $$; select ';';");
  });

  it('applies each migration once, also when two processes start together', async () => {
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
    expect(applied.flat()).toEqual(['9001_first']);
    expect(await namesOfTables()).toEqual(['probe_first']);
  });

  it('leaves nothing of a migration that fails, and tries it again', async () => {
    await write('9002_second', 'create table probe_second (); select 1/0;');
    await expect(migrate(url, folder)).rejects.toThrow('9002_second failed and was rolled back: division by zero');
    expect(await namesOfTables()).toEqual(['probe_first']);
    await write('9002_second', 'create table probe_second ();');
    expect(await migrate(url, folder)).toEqual(['9002_second']);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await write('9001_first', 'create table probe_other ();');
    await expect(migrate(url, folder)).rejects.toThrow('9001_first was changed');
  });
});
