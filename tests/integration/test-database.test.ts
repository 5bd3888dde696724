import { expect, it } from 'vitest';
import { migrate } from '../../scripts/database/migrate';
import { withClient } from '../../scripts/database/open-database';
import { createTestDatabase } from '../support/test-database';

it('gives a test file one migrated database of its own', async () => {
  const { url } = await createTestDatabase();
  expect((await createTestDatabase()).url).toBe(url);
  expect(await migrate(url)).toEqual([]);
  await withClient(url, (client) => client.query('create table mine ()'));
});
