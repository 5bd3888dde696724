import { sql, type Transaction } from '@/lib/domain/sql';
import type { Database } from '../database';
import { MAX_ATTEMPTS } from './file-dead-letter';
import { loadRecords } from './load-records';
import { keepRecord } from './read-ahead';

export interface ClaimedRun {
  runId: string;
  fence: number;
}

/** Runs that a worker may claim, unless the kill switch holds them or their attempts are over. */
export const runsDue = sql`
  select from run where status = 'queued' and run_at <= now()
  union all select from run where status = 'running' and lease_until < now()`;

/**
 * Takes up to `limit` runs whose worker's lease ran out or that are due, these by their turn, in one statement. The fence
 * grows with every claim, so whoever held the run before can commit nothing more. Leases are judged by the database's clock. What
 * the kill switch holds is left alone; both questions about it are answered once for the statement, not once a row. Their
 * records are read in the same piece.
 */
export async function claimRuns(
  database: Database,
  owner: string,
  leaseMs: number,
  limit: number,
): Promise<ClaimedRun[]> {
  const [claims, records] = await database.transaction((transaction) =>
    Promise.all([
      takeRuns(transaction, owner, leaseMs, limit),
      loadRecords(transaction, sql`string_to_array(current_setting('countersign.claimed', true), ',')`),
    ]),
  );
  for (const claim of claims) {
    keepRecord(
      claim,
      records.find(({ id }) => id === claim.runId),
    );
  }
  return claims;
}

/** Leaves the ids of the runs it took where the statement that reads them finds them, for as long as the transaction. */
function takeRuns(transaction: Transaction, owner: string, leaseMs: number, limit: number): Promise<ClaimedRun[]> {
  return transaction.query<ClaimedRun>(sql`
    with halted as materialized (
      select coalesce(bool_or(scope = 'all'), false) as everything,
             coalesce(array_agg(name) filter (where scope = 'agent'), '{}') as agents
      from halt
    ), lost as materialized (
      select id from run
      where status = 'running' and lease_until < now() and attempts < ${MAX_ATTEMPTS}
        and not (select everything from halted) and array_position((select agents from halted), agent) is null
      limit ${limit}
      for update skip locked
    ), waiting as materialized (
      select id from run
      where status = 'queued' and run_at <= now()
        and not (select everything from halted) and array_position((select agents from halted), agent) is null
      order by turn_at
      limit ${limit}
      for update skip locked
    ), due as (
      select id from lost union all select id from waiting limit ${limit}
    ), taken as (
      update run
      set status = 'running', lease_owner = ${owner}, fence = fence + 1, attempts = attempts + 1,
          lease_until = now() + make_interval(secs => ${leaseMs / 1000})
      from due
      where run.id = due.id
      returning run.id as run_id, run.fence
    ), told as materialized (
      select set_config('countersign.claimed', coalesce(string_agg(run_id, ','), ''), true) from taken
    )
    select run_id, fence from taken, told`);
}
