import { sql, type Transaction } from '@/lib/domain/sql';

/**
 * Books one more sending of an execution, which may arrive within so many seconds. With `alone` nobody follows it with
 * another, nor looks it up, before.
 */
export async function startAttempt(
  transaction: Transaction,
  executionId: string,
  arrivesWithin: number,
  alone: boolean,
): Promise<void> {
  const booking = sql`
    update execution
    set attempts = attempts + 1, arrives_by = now() + make_interval(secs => ${arrivesWithin}),
        retry_at = case when ${alone} then now() + make_interval(secs => ${arrivesWithin}) end
    where id = ${executionId} and status = 'dispatching'`;
  await transaction.sendChange(booking, () => new Error(`Execution ${executionId} is not being sent.`));
}
