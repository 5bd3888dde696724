import { sql, type Transaction } from '@/lib/domain/sql';
import type { Claim } from '@/lib/engine/ports';
import { appendEvents } from './append-events';
import { lockClaim } from './lock-claim';

/** Gives a claimed run back to the queue, due at once: the claim leaves it alone for as long as it is halted. */
export async function pauseRun(transaction: Transaction, claim: Claim, activeMs: number): Promise<void> {
  await lockClaim(transaction, claim, activeMs);
  await queueAgain(transaction, claim.runId, '0 seconds');
}

/** Gives a claimed run back whose model is away, due after so many seconds, and counts that it did wait. */
export async function waitForModel(
  transaction: Transaction,
  claim: Claim,
  activeMs: number,
  seconds: number,
): Promise<void> {
  await lockClaim(transaction, claim, activeMs);
  await transaction.send(sql`update run set model_waits = model_waits + 1 where id = ${claim.runId}`);
  await queueAgain(transaction, claim.runId, `${seconds} seconds`, 'model_unavailable');
}

/** Gives a run back that this transaction holds. It has nothing to do until the resume, which wakes it. */
export async function setAside(transaction: Transaction, runId: string): Promise<void> {
  await queueAgain(transaction, runId, '1 day');
}

async function queueAgain(transaction: Transaction, runId: string, wait: string, reason?: string): Promise<void> {
  await transaction.query(sql`
    update run set status = 'queued', run_at = now() + ${wait}::interval, lease_owner = null, lease_until = null
    where id = ${runId}`);
  await appendEvents(transaction, runId, [
    { type: 'run.status', data: { status: 'queued', ...(reason && { reason }) } },
  ]);
}
