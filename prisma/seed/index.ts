import { loadStore } from '@/lib/agents/retail/store/load-store';
import type { Config } from '@/lib/config';
import { sql, type Transaction } from '@/lib/domain/sql';
import { openDatabase } from '@/lib/store/database';
import { seedArticles } from './articles';
import { seedPeople } from './people';
import { seedPolicies } from './policies';
import { makeStoreData } from './store-data';

export interface SeedResult {
  /** Pages worth opening first, printed at every start. */
  links: { title: string; url: string }[];
}

/** Fills an empty database with the demo's people and scenes; a database that has people is left as it is. */
export async function seedDemo(databaseUrl: string, config: Config): Promise<SeedResult> {
  const database = openDatabase(databaseUrl, { maxConnections: 1 });
  try {
    await database.transaction(seedWhenEmpty);
  } finally {
    await database.close();
  }
  const page = (title: string, path: string) => ({ title, url: `${config.nextAuthUrl}${path}` });
  return {
    links: [
      page('Chat with the store agent', '/chat'),
      page('Review what it proposes', '/inbox'),
      page('Set the rules', '/settings'),
      page('Read the mail it sent', '/mail'),
    ],
  };
}

async function seedWhenEmpty(transaction: Transaction): Promise<void> {
  // Two servers may start on one database; the second waits here and finds people.
  await transaction.query(sql`lock table app_user in share row exclusive mode`);
  if (await hasRows(transaction, sql`select 1 from app_user limit 1`)) return;
  const adminId = await seedPeople(transaction);
  await seedPolicies(transaction, adminId);
  await seedArticles(transaction, adminId);
  // A store somebody loaded before the first start is theirs.
  if (await hasRows(transaction, sql`select 1 from store.orders limit 1`)) return;
  await loadStore(transaction, makeStoreData());
}

async function hasRows(transaction: Transaction, statement: ReturnType<typeof sql>): Promise<boolean> {
  return (await transaction.query(statement)).length > 0;
}
