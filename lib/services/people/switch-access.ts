import type { PersonView } from '@/lib/api/contract/people';
import { auditActor } from '@/lib/audit/audit-actor';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { lockPeople, requireOtherAdmin } from './another-admin';
import { getPerson } from './list-people';
import { lockUser } from './lock-user';

/**
 * Shuts a user out: their sessions and API tokens end with the commit, for good, and approvals they gave no longer count.
 * Throws forbidden below an admin, not_found, or conflict for the only admin.
 */
export async function disablePerson(app: Application, actor: Actor, id: string): Promise<PersonView> {
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    const user = await lockUser(transaction, id);
    if (user.disabled) return;
    if (user.role === 'admin') await requireOtherAdmin(transaction, id);
    await transaction.query(sql`
      update app_user set disabled_at = now(), session_version = session_version + 1 where id = ${id}`);
    await transaction.query(sql`
      update api_token set revoked_at = now() where user_id = ${id} and revoked_at is null`);
    transaction.notify('access_changed', id);
    await appendAudit(transaction, { action: 'user.disabled', actor: auditActor(actor), subject: { userId: id } });
  });
  return getPerson(app, id);
}

/** Lets a disabled user sign in again, with the role and groups they had. Throws forbidden or not_found. */
export async function enablePerson(app: Application, actor: Actor, id: string): Promise<PersonView> {
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    const user = await lockUser(transaction, id);
    if (!user.disabled) return;
    await transaction.query(sql`update app_user set disabled_at = null where id = ${id}`);
    await appendAudit(transaction, { action: 'user.enabled', actor: auditActor(actor), subject: { userId: id } });
  });
  return getPerson(app, id);
}
