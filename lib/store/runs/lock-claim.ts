import { sql, type Transaction } from '@/lib/domain/sql';
import { StaleClaim, type Claim } from '@/lib/engine/ports';

/**
 * Locks a claimed run for this transaction and books the active time. When the fence moved on, the transaction fails with
 * StaleClaim and nothing of it is committed.
 */
export async function lockClaim(transaction: Transaction, claim: Claim, activeMs: number): Promise<void> {
  await transaction.sendChange(
    sql`
      update run set active_ms = active_ms + ${activeMs}, attempts = 0
      where id = ${claim.runId} and fence = ${claim.fence} and status = 'running'`,
    () => new StaleClaim(claim),
  );
}
