import type { HaltTarget } from '@/lib/domain/halt';
import { sql, type Transaction } from '@/lib/domain/sql';

export interface HaltRow extends HaltTarget {
  reason: string | null;
  haltedBy: string | null;
  haltedAt: Date;
}

/** What the kill switch holds: everything first, then agents, then tools. */
export async function readHalts(transaction: Transaction): Promise<HaltRow[]> {
  return transaction.query<HaltRow>(sql`
    select scope, name, reason, halted_by, halted_at from halt order by scope, name`);
}
