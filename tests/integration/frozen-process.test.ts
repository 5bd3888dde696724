import { expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import { openDatabase } from '@/lib/store/database';
import { createTestDatabase } from '../support/test-database';

const LONGEST_TOOL_MS = 30_000;

it('a process that freezes in mid-transaction does not hold its rows for ever, but longer than any tool takes', async () => {
  const { url } = await createTestDatabase();
  const database = openDatabase(url);
  const [setting] = await database.query<{ pause: number }>(
    sql`select setting::int as pause from pg_settings where name = 'idle_in_transaction_session_timeout'`,
  );
  await database.close();
  expect(setting?.pause).toBeGreaterThan(LONGEST_TOOL_MS);
  expect(setting?.pause).toBeLessThanOrEqual(60_000);
});
