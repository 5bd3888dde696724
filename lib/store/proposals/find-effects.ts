import { sql, type Transaction } from '@/lib/domain/sql';
import type { KnownEffects } from '@/lib/engine/ports';

/**
 * What is known of effects that somebody asked for before. They wait for a decision, for their dispatch, or for a person
 * to find out whether they happened; one that a person says did not happen still waits until it can't arrive late.
 * Each key is locked until the transaction ends, so that of two runs that ask at the same time the second sees the
 * first; in one order, so that they can't block each other.
 */
export async function findEffects(transaction: Transaction, keys: readonly string[]): Promise<KnownEffects> {
  if (keys.length === 0) return { waiting: new Set(), happened: new Set() };
  await transaction.query(sql`
    select pg_advisory_xact_lock(hashtextextended('effect:' || key, 0))
    from (select distinct key from unnest(${keys}::text[]) as wanted (key) order by key) as ordered`);
  const rows = await transaction.query<{ effectKey: string; waits: boolean; happened: boolean }>(sql`
    select effect_key,
           bool_or(proposal.status = 'pending'
             or execution.status in ('ready', 'claimed', 'dispatching', 'unknown')
             or (execution.status = 'failed' and execution.reconciled_by is not null
               and execution.arrives_by > now())) as waits,
           coalesce(bool_or(execution.status = 'succeeded'), false) as happened
    from proposal left join execution on execution.proposal_id = proposal.id
    where effect_key = any(${keys}::text[])
    group by effect_key`);
  return {
    waiting: new Set(rows.filter(({ waits }) => waits).map(({ effectKey }) => effectKey)),
    happened: new Set(rows.filter(({ happened }) => happened).map(({ effectKey }) => effectKey)),
  };
}
