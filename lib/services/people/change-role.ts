import type { PersonView } from '@/lib/api/contract/people';
import { auditActor } from '@/lib/audit/audit-actor';
import type { Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { lockPeople, requireOtherAdmin } from './another-admin';
import { getPerson } from './list-people';
import { lockUser } from './lock-user';

/**
 * Gives a user another role, which ends their sessions; the same role again changes nothing. Throws forbidden below an
 * admin, not_found, or conflict when the only admin would lose the role.
 */
export async function changeRole(app: Application, actor: Actor, id: string, role: Role): Promise<PersonView> {
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    const user = await lockUser(transaction, id);
    if (user.role === role) return;
    if (user.role === 'admin' && !user.disabled) await requireOtherAdmin(transaction, id);
    await transaction.query(sql`
      update app_user set role = ${role}::role, session_version = session_version + 1 where id = ${id}`);
    transaction.notify('access_changed', id);
    const subject = { userId: id, role, from: user.role };
    await appendAudit(transaction, { action: 'user.role_changed', actor: auditActor(actor), subject });
  });
  return getPerson(app, id);
}
