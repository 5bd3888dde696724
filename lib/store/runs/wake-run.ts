import { sql, type Transaction } from '@/lib/domain/sql';
import { appendEvents } from './append-events';

/**
 * Puts a waiting run back into the queue, or a queued one that sits out a hold to its front: people decide one by one, so
 * what they wake stands behind nobody's new runs. A run that is being
 * worked on is left alone: its worker reads the calls again under this run's row lock before it parks. What belongs to no
 * run has none to wake.
 */
export async function wakeRun(transaction: Transaction, runId: string | null): Promise<void> {
  if (runId === null) return;
  const rows = await transaction.query<{ wasAwaiting: boolean }>(sql`
    with waiting as (
      select id, status = 'awaiting' as was_awaiting from run
      where id = ${runId} and status in ('awaiting', 'queued') for update
    )
    update run set status = 'queued', run_at = now(), turn_at = least(turn_at, now()) from waiting where run.id = waiting.id
    returning waiting.was_awaiting`);
  if (rows[0]?.wasAwaiting) {
    await appendEvents(transaction, runId, [{ type: 'run.status', data: { status: 'queued' } }]);
  }
  if (rows.length > 0) transaction.notify('run_queued', runId);
}
