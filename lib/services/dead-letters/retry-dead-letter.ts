import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { closeInboxItem } from '@/lib/store/inbox/close-inbox-item';
import { appendEvents } from '@/lib/store/runs/append-events';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireAdmin } from '../users/require-role';

/**
 * Lets a parked run go on from the step it failed in, never from its start: what it did stays done. The id is the
 * run's. Throws not_found, forbidden, or already_resolved when it is no longer parked.
 */
export async function retryDeadLetter(app: Application, actor: Actor, runId: string): Promise<void> {
  await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    const [run] = await transaction.query<{ status: string }>(
      sql`select status from run where id = ${runId} for update`,
    );
    if (!run) throw notFound('dead letter');
    if (run.status !== 'parked')
      throw new CountersignError('already_resolved', `This run is ${run.status}, not parked.`);
    await transaction.query(sql`update run set status = 'queued', attempts = 0, run_at = now() where id = ${runId}`);
    await closeInboxItem(transaction, runId, 'retried', actor.userId);
    await appendEvents(transaction, runId, [{ type: 'run.status', data: { status: 'queued' } }]);
    await appendAudit(transaction, { action: 'run.retried', actor: auditActor(actor), subject: { runId } });
    transaction.notify('run_queued', runId);
  });
}
