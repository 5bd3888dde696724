import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';
import { MAX_ATTEMPTS } from './file-dead-letter';

export interface ClaimedRun {
  runId: string;
  fence: number;
}

/**
 * Takes up to `limit` runs that are due or whose worker's lease ran out, in one statement. The fence grows with
 * every claim, so whoever held the run before can commit nothing more. Leases are judged by the database's clock. What
 * the kill switch holds is left alone; both questions about it are answered once for the statement, not once a row.
 */
export async function claimRuns(
  database: Database,
  owner: string,
  leaseMs: number,
  limit: number,
): Promise<ClaimedRun[]> {
  return database.query<ClaimedRun>(sql`
    with due as (
      select id from run
      where ((status = 'queued' and run_at <= now())
          or (status = 'running' and lease_until < now() and attempts < ${MAX_ATTEMPTS}))
        and not (select exists (select from halt where scope = 'all'))
        and agent <> all ((select array(select name from halt where scope = 'agent'))::text[])
      order by run_at
      limit ${limit}
      for update skip locked
    )
    update run
    set status = 'running', lease_owner = ${owner}, fence = fence + 1, attempts = attempts + 1,
        lease_until = now() + make_interval(secs => ${leaseMs / 1000})
    from due
    where run.id = due.id
    returning run.id as run_id, run.fence`);
}
