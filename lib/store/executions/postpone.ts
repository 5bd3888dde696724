import { sql, type Transaction } from '@/lib/domain/sql';

/** Leaves an open execution as it is for this long at least. */
export async function postpone(transaction: Transaction, executionId: string, seconds: number): Promise<void> {
  await transaction.query(sql`
    update execution set retry_at = greatest(retry_at, now() + make_interval(secs => ${seconds}))
    where id = ${executionId} and status in ('ready', 'claimed', 'dispatching')`);
}
