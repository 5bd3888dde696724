import { sql, type Transaction } from '@/lib/domain/sql';

/** Makes savers of one versioned thing follow each other until this transaction ends, also before its first version. */
export async function lockVersion(transaction: Transaction, name: string): Promise<void> {
  await transaction.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
