import type { RunRecord } from '@/lib/domain/run-record';
import type { Advance } from './advance';
import type { NewModelCall } from './ports';

/** Stores model calls beside the turns under the claim, gives back what was kept for them, and tells `record` their cost. */
export async function bookCalls(
  { ports, claim, stopwatch }: Advance,
  record: RunRecord,
  calls: readonly NewModelCall[],
  reservationId: string | null = null,
): Promise<void> {
  if (calls.length === 0 && reservationId === null) return;
  await ports.store.commit(claim, stopwatch.lap(), async (transaction) => {
    await ports.store.insertModelCalls(transaction, record.id, calls);
    if (reservationId !== null) await ports.store.releaseSpend(transaction, reservationId);
  });
  record.costUsd = calls.reduce((sum, { costUsd }) => sum + costUsd, record.costUsd);
}
