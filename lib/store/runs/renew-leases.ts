import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

/** Extends a worker's leases on the runs it is working on. */
export async function renewLeases(
  database: Database,
  owner: string,
  runIds: readonly string[],
  leaseMs: number,
): Promise<void> {
  await database.query(sql`
    update run set lease_until = now() + make_interval(secs => ${leaseMs / 1000})
    where id = any(${runIds}::text[]) and lease_owner = ${owner} and status = 'running'`);
}
