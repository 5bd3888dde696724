import { sql, type Transaction } from '@/lib/domain/sql';

/** Claims without a commit after which a run is poison. */
export const MAX_ATTEMPTS = 5;

/** Puts a parked run into the inbox, under the run's id. */
export async function fileDeadLetter(transaction: Transaction, runId: string, why: string): Promise<void> {
  const title = `Stopped after ${MAX_ATTEMPTS} failed attempts: ${why}`;
  await transaction.query(sql`
    insert into inbox_item (id, kind, status, title, agent, run_id, requester_id)
    select id, 'dead_letter', 'pending', left(${title}, 300), agent, id, user_id from run where id = ${runId}
    on conflict (id) do update set kind = 'dead_letter', status = 'pending', title = excluded.title, closed_at = null,
                                   closed_by = null, outcome = null`);
}
