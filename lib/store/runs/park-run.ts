import { sql, type Transaction } from '@/lib/domain/sql';
import type { Claim } from '@/lib/engine/ports';
import { appendEvents } from './append-events';
import { lockClaim } from './lock-claim';

/**
 * Sets a run aside until people decide, or until a hold ends. Its first open write is read again under the run's row
 * lock, which every decision takes too: false means something arrived meanwhile and the run should go on.
 */
export async function parkRun(
  transaction: Transaction,
  claim: Claim,
  activeMs: number,
  wakeAt: Date | null,
): Promise<boolean> {
  const locking = lockClaim(transaction, claim, activeMs);
  const reading = transaction.query<{ executionId: string | null }>(sql`
    select execution.id as execution_id
    from tool_call call
    left join proposal on proposal.tool_call_id = call.id and proposal.status = 'approved'
    left join execution on execution.proposal_id = proposal.id
      and execution.status in ('ready', 'claimed', 'dispatching')
    where call.run_id = ${claim.runId} and call.status = 'awaiting'
    order by call.step_index, call.index, execution.id nulls last limit 1`);
  const [, [open]] = await Promise.all([locking, reading]);
  if (!open || (open.executionId !== null && wakeAt === null)) return false;
  const status = wakeAt === null ? 'awaiting' : 'queued';
  await transaction.send(sql`
    update run set status = ${status}::run_status, run_at = coalesce(${wakeAt}::timestamptz, run_at), lease_owner = null,
                   lease_until = null
    where id = ${claim.runId}`);
  await appendEvents(transaction, claim.runId, [{ type: 'run.status', data: { status } }]);
  return true;
}
