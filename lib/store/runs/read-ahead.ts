import type { RunRecord } from '@/lib/domain/run-record';
import type { Claim } from '@/lib/engine/ports';

/**
 * Records that were read in one piece with the claim or the commit before, by the hold they were read under. Nothing
 * but this worker changes what they hold until its next commit, except a decision, which that commit meets in the
 * database as it would after a read of its own.
 */
const ahead = new WeakMap<Claim, RunRecord>();

/** Keeps a record for the step that follows. */
export function keepRecord(claim: Claim, record: RunRecord | undefined): void {
  if (record) ahead.set(claim, record);
}

/** The record kept under this hold, once. */
export function takeRecord(claim: Claim): RunRecord | undefined {
  const record = ahead.get(claim);
  ahead.delete(claim);
  return record;
}
