import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';
import { appendEvents } from './append-events';
import { fileDeadLetter, MAX_ATTEMPTS } from './file-dead-letter';

/** Runs whose worker's lease is over and so are their attempts. */
export const poisonDue = sql`
  select id from run where status = 'running' and lease_until < now() and attempts >= ${MAX_ATTEMPTS}`;

/** Parks runs whose workers died over and over: the lease is over and so are their attempts. */
export async function parkPoison(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    const runs = await transaction.query<{ id: string }>(sql`
      update run set status = 'parked', lease_owner = null, lease_until = null
      where id in (${poisonDue} limit 100 for update skip locked)
      returning id`);
    for (const { id } of runs) {
      await fileDeadLetter(transaction, id, 'its worker died each time');
      await appendEvents(transaction, id, [{ type: 'run.status', data: { status: 'parked' } }]);
    }
  });
}
