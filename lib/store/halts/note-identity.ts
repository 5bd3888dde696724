import { sql, type Transaction } from '@/lib/domain/sql';

/**
 * Notes which database this is: the server's own identifier and the database's. True when the one noted before is another,
 * so that these tables came here by a restore. Processes that start together follow each other.
 */
export async function noteIdentity(transaction: Transaction): Promise<boolean> {
  await transaction.query(sql`lock table database_identity in exclusive mode`);
  const [row] = await transaction.query<{ before: string | null; now: string }>(sql`
    select (select identity from database_identity where id = 1) as before,
           (select system_identifier from pg_control_system())::text || '/' || oid::text as now
    from pg_database where datname = current_database()`);
  if (!row) throw new Error('The database does not know itself.');
  if (row.before === row.now) return false;
  await transaction.query(sql`
    insert into database_identity (id, identity) values (1, ${row.now})
    on conflict (id) do update set identity = excluded.identity`);
  return row.before !== null;
}
