import { sql, type Transaction } from '@/lib/domain/sql';
import { StaleClaim, type Claim } from '@/lib/engine/ports';

/** Locks a claimed run for this transaction and books the active time. Throws StaleClaim when the fence moved on. */
export async function lockClaim(transaction: Transaction, claim: Claim, activeMs: number): Promise<void> {
  const rows = await transaction.query(sql`
    update run set active_ms = active_ms + ${activeMs}, attempts = 0
    where id = ${claim.runId} and fence = ${claim.fence} and status = 'running'
    returning id`);
  if (rows.length === 0) throw new StaleClaim(claim);
}
