import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { hasRole } from '@/lib/domain/role';
import { isTerminal } from '@/lib/domain/transition';
import { runTransitions, type RunStatus } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { withdrawOpenCalls } from '@/lib/store/proposals/withdraw-open-calls';
import { appendEvents } from '@/lib/store/runs/append-events';
import type { Actor, Application } from '../application';
import { requireRole } from '../users/require-role';

/**
 * Ends a run before its time: what waits is cancelled, what was approved but not sent is revoked. Throws not_found
 * for a run that is neither the actor's nor an admin's to cancel, and too_late when it has ended or a call is being
 * sent at this moment.
 */
export async function cancelRun(app: Application, actor: Actor, runId: string): Promise<void> {
  await app.database.transaction(async (transaction) => {
    const current = await requireRole(transaction, actor, 'user');
    const [run] = await transaction.query<{ id: string; userId: string; status: RunStatus }>(sql`
      select id, user_id, status from run where id = ${runId} for update`);
    if (!run || (run.userId !== actor.userId && !hasRole(current.role, 'admin'))) {
      throw new CountersignError('not_found', 'There is no such run of yours.');
    }
    if (isTerminal(runTransitions, run.status) || run.status === 'parked') {
      throw new CountersignError('too_late', `Too late: this run is already ${run.status}.`);
    }
    const why = 'The run was cancelled before this was sent.';
    if (!(await withdrawOpenCalls(transaction, run.id, why, auditActor(current)))) {
      throw new CountersignError('too_late', 'Too late: a call of this run is being sent right now.');
    }
    // The higher fence makes a worker that is in mid-step commit nothing more.
    await transaction.query(sql`
      update run set status = 'cancelled', fence = fence + 1, finished_at = now(), lease_owner = null,
                     lease_until = null where id = ${run.id}`);
    await appendEvents(transaction, run.id, [
      { type: 'run.status', data: { status: 'cancelled' } },
      { type: 'run.finished', data: { status: 'cancelled' } },
    ]);
    await appendAudit(transaction, { action: 'run.cancelled', actor: auditActor(current), subject: { runId: run.id } });
  });
}
