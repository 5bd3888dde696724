import type { PersonView } from '@/lib/api/contract/people';
import { auditActor } from '@/lib/audit/audit-actor';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { lockPeople } from './another-admin';
import { getPerson } from './list-people';
import { lockUser } from './lock-user';
import { takeOverGroups } from './take-over-groups';

/**
 * Forgets whom identity providers mean by a user: their sessions and the groups a provider gave end with the commit. Throws
 * forbidden below an admin, or not_found.
 */
export async function unlinkPerson(app: Application, actor: Actor, id: string): Promise<PersonView> {
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    await lockUser(transaction, id);
    const unlinked = await transaction.query(sql`delete from app_user_identity where user_id = ${id} returning issuer`);
    if (unlinked.length === 0) return;
    await takeOverGroups(transaction, id, []);
    await transaction.query(sql`update app_user set session_version = session_version + 1 where id = ${id}`);
    transaction.notify('access_changed', id);
    await appendAudit(transaction, { action: 'user.unlinked', actor: auditActor(actor), subject: { userId: id } });
  });
  return getPerson(app, id);
}
