import { sql, type Transaction } from '@/lib/domain/sql';

/**
 * Puts a waiting run back into the queue, or a queued one that sits out a hold to its front: people decide one by one, so
 * what they wake stands behind nobody's new runs. A run that is being
 * worked on is left alone: its worker reads the calls again under this run's row lock before it parks. What belongs to no
 * run has none to wake.
 */
export async function wakeRun(transaction: Transaction, runId: string | null): Promise<void> {
  if (runId === null) return;
  await transaction.send(sql`
    with waiting as (
      select id, status = 'awaiting' as was_awaiting from run
      where id = ${runId} and status in ('awaiting', 'queued') for update
    ), woken as (
      update run set status = 'queued', run_at = now(), turn_at = least(turn_at, now()),
        last_seq = last_seq + waiting.was_awaiting::int
      from waiting where run.id = waiting.id
      returning run.id, run.last_seq, waiting.was_awaiting
    )
    insert into run_event (run_id, seq, type, data)
    select id, last_seq, 'run.status', '{"status":"queued"}' from woken where was_awaiting`);
  transaction.notify('run_event', runId);
  transaction.notify('run_queued', runId);
}
