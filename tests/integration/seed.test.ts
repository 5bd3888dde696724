import { afterAll, expect, it } from 'vitest';
import { readConfig } from '@/lib/config';
import { sql } from '@/lib/domain/sql';
import { openDatabase } from '@/lib/store/database';
import { seedDemo } from '../../prisma/seed/index';
import { createTestDatabase } from '../support/test-database';

const { url } = await createTestDatabase();
const database = openDatabase(url, { maxConnections: 2 });
afterAll(() => database.close());

it('fills an empty database once, however many servers start', async () => {
  const config = readConfig({ NEXTAUTH_URL: 'http://127.0.0.1:3100' });
  const [{ links }] = await Promise.all([seedDemo(url, config), seedDemo(url, config)]);
  expect(links.map((link) => link.url)).toContain('http://127.0.0.1:3100/inbox');
  const people = await database.query(sql`select email, role, customer_id from app_user order by id`);
  expect(people).toEqual([
    { email: 'mia@demo.countersign.local', role: 'user', customerId: 'mia_chen_2041' },
    { email: 'ravi@demo.countersign.local', role: 'reviewer', customerId: null },
    { email: 'ana@demo.countersign.local', role: 'reviewer', customerId: null },
    { email: 'ada@demo.countersign.local', role: 'admin', customerId: null },
  ]);
  const policies = await database.query(
    sql`select tool, version, body -> 'holdSeconds' as hold from policy_version order by 1`,
  );
  expect(policies).toEqual([
    { tool: 'issue_store_credit', version: 1, hold: 5 },
    { tool: 'send_email', version: 1, hold: 5 },
  ]);
  const linked = await database.query(sql`select 1 from app_user join store.users on user_id = customer_id`);
  expect(linked).toHaveLength(1);
});

it('leaves a database that has people as it is', async () => {
  await database.query(sql`delete from store.orders where user_id = 'mia_chen_2041'`);
  await seedDemo(url, readConfig({}));
  expect(await database.query(sql`select 1 from store.orders where user_id = 'mia_chen_2041'`)).toEqual([]);
});
