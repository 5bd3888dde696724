import type { Understanding } from '@/lib/domain/front-door';
import { sql, type Transaction } from '@/lib/domain/sql';

/** Keeps what the front door made of a run's message, once: what is stored is what the run goes by. */
export async function storeIntent(transaction: Transaction, runId: string, intent: Understanding): Promise<void> {
  await transaction.send(sql`
    update run set intent = ${JSON.stringify(intent)}::jsonb where id = ${runId} and intent is null`);
}
