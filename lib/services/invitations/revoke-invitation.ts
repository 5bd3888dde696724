import type { InvitationList } from '@/lib/api/contract/people';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireAdmin } from '../users/require-role';
import { listInvitations } from './list-invitations';

/** Ends an invitation. Throws forbidden below an admin, not_found, or too_late when it was used already. */
export async function revokeInvitation(app: Application, actor: Actor, id: string): Promise<InvitationList> {
  await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    const [invitation] = await transaction.query<{ accepted: boolean; revoked: boolean }>(sql`
      select accepted_at is not null as accepted, revoked_at is not null as revoked
      from invitation where id = ${id} for update`);
    if (!invitation) throw notFound('invitation');
    if (invitation.accepted) {
      throw new CountersignError('too_late', 'It was used already. Disable the person instead. Nothing was changed.');
    }
    if (invitation.revoked) return;
    await transaction.query(sql`update invitation set revoked_at = now() where id = ${id}`);
    const subject = { invitationId: id };
    await appendAudit(transaction, { action: 'invitation.revoked', actor: auditActor(actor), subject });
  });
  return listInvitations(app);
}
