import { sql } from '@/lib/domain/sql';
import type { Claim } from '@/lib/engine/ports';
import type { Database } from '../database';
import { appendEvents } from './append-events';
import { fileDeadLetter, MAX_ATTEMPTS } from './file-dead-letter';

const FIRST_BACKOFF_SECONDS = 0.25;

/**
 * Gives a run back to the queue. After an error it waits, longer each time; after five claims without a commit it is
 * parked as a dead letter, and the queue moves on. Does nothing when the claim is stale.
 */
export async function releaseRun(database: Database, claim: Claim, error: unknown): Promise<void> {
  const failed = error !== undefined;
  await database.transaction(async (transaction) => {
    const [run] = await transaction.query<{ status: string }>(sql`
      update run
      set status = case when ${failed} and attempts >= ${MAX_ATTEMPTS} then 'parked' else 'queued' end::run_status,
          run_at = case when ${failed} then now() + make_interval(secs => ${FIRST_BACKOFF_SECONDS}::float * 2 ^ attempts)
                        else now() end,
          attempts = case when ${failed} then attempts else greatest(attempts - 1, 0) end,
          lease_owner = null, lease_until = null
      where id = ${claim.runId} and fence = ${claim.fence} and status = 'running'
      returning status`);
    if (!run) return;
    if (run.status === 'parked') {
      const why = error instanceof Error ? error.message : 'an unknown error';
      await fileDeadLetter(transaction, claim.runId, why);
    }
    await appendEvents(transaction, claim.runId, [{ type: 'run.status', data: { status: run.status } }]);
    if (run.status === 'queued') transaction.notify('run_queued', claim.runId);
  });
}
