import { systemActor } from '@/lib/domain/audit';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '../audit/append-audit';
import type { ClaimedCallback } from './claim-callbacks';

/** Tries over some eight hours; then the agent has to ask by itself. */
const MOST_ATTEMPTS = 16;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 3600;

/** Records that the receiver took a callback. */
export async function deliverCallback(transaction: Transaction, { id, attempts }: ClaimedCallback): Promise<void> {
  await transaction.query(sql`
    update callback set status = 'delivered', settled_at = now(), last_error = null
    where id = ${id} and attempts = ${attempts} and status = 'pending'`);
}

/**
 * Puts a callback that was not taken off until later: twice as long each time, less up to half of it by chance, so that
 * receivers which come back are not met by all at once. After the last attempt it is dead, which the audit log tells.
 */
export async function putOffCallback(transaction: Transaction, claimed: ClaimedCallback, error: string): Promise<void> {
  const { id, proposalId, attempts } = claimed;
  const dead = attempts >= MOST_ATTEMPTS;
  const seconds = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1));
  const rows = await transaction.query(sql`
    update callback
    set last_error = left(${error}, 500), status = case when ${dead} then 'dead'::callback_status else status end,
        settled_at = case when ${dead} then now() end,
        due_at = now() + make_interval(secs => ${seconds}::float8 * (1 - random() / 2))
    where id = ${id} and attempts = ${attempts} and status = 'pending'
    returning id`);
  if (!dead || rows.length === 0) return;
  const subject = { callbackId: id, proposalId };
  await appendAudit(transaction, { action: 'callback.dead', actor: systemActor('clock'), subject });
}
