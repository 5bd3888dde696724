import { auditActor } from '@/lib/audit/audit-actor';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireAdmin } from '../users/require-role';

/**
 * Ends an outside agent's token: it can propose, read and report no more until it is registered again. What it proposed
 * stays to be decided. Ending it twice is no error. Throws not_found or forbidden.
 */
export async function revokeAgent(app: Application, actor: Actor, name: string): Promise<void> {
  await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    const [agent] = await transaction.query<{ revokedAt: Date | null }>(sql`
      select revoked_at from outside_agent where name = ${name} for update`);
    if (!agent) throw notFound('outside agent');
    if (agent.revokedAt) return;
    await transaction.query(sql`update outside_agent set revoked_at = now() where name = ${name}`);
    await appendAudit(transaction, { action: 'agent.revoked', actor: auditActor(actor), subject: { agent: name } });
  });
}
