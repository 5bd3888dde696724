import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { Claim } from '@/lib/engine/ports';
import type { Database } from '../database';
import { loadRecords } from './load-records';
import { lockClaim } from './lock-claim';
import { keepRecord } from './read-ahead';

/** Commits `work` under a worker's hold on its run, and reads the record that this leaves in the same piece. */
export async function commitStep<Result>(
  database: Database,
  claim: Claim,
  activeMs: number,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  let reading: Promise<RunRecord[]> | undefined;
  const result = await database.transaction(async (transaction) => {
    await lockClaim(transaction, claim, activeMs);
    const worked = await work(transaction);
    reading = loadRecords(transaction, [claim.runId]);
    // It fails with the transaction, which says why.
    reading.catch(() => undefined);
    return worked;
  });
  keepRecord(claim, (await reading)?.[0]);
  return result;
}
