import { sql, type Transaction } from '@/lib/domain/sql';

/**
 * Which of these effects somebody already asked for and are not over: they wait for a decision, for their dispatch, or
 * for a person to find out whether they happened. Each key is locked until the transaction ends, so that of two runs
 * that ask at the same time the second sees the first; in one order, so that they can't block each other.
 */
export async function findWaitingEffects(transaction: Transaction, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  await transaction.query(sql`
    select pg_advisory_xact_lock(hashtextextended('effect:' || key, 0))
    from (select distinct key from unnest(${keys}::text[]) as wanted (key) order by key) as ordered`);
  const rows = await transaction.query<{ effectKey: string }>(sql`
    select distinct effect_key from proposal
    where effect_key = any(${keys}::text[])
      and (status = 'pending' or (status = 'approved' and exists (
        select from execution where proposal_id = proposal.id
          and execution.status in ('ready', 'claimed', 'dispatching', 'unknown'))))`);
  return new Set(rows.map((row) => row.effectKey));
}
