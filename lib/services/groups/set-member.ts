import type { GroupList, GroupMemberInput } from '@/lib/api/contract/group';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { lockPeople } from '../people/another-admin';
import { requireAdmin } from '../users/require-role';
import { listGroups } from './list-groups';

/**
 * Puts a person into a group, or takes them out, at once for all that waits. Throws forbidden below an admin, not_found
 * for the group, invalid_fields for the person.
 */
export async function setMember(
  app: Application,
  actor: Actor,
  group: string,
  { userId, member }: GroupMemberInput,
): Promise<GroupList> {
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    const found = await transaction.query(sql`select name from app_group where name = ${group} for share`);
    if (found.length === 0) throw notFound('group');
    await requireUser(transaction, userId);
    const changed = await transaction.query(
      member
        ? sql`insert into app_group_member as m (group_name, user_id) values (${group}, ${userId})
              on conflict (group_name, user_id) do update set by_provider = false where m.by_provider
              returning user_id`
        : sql`delete from app_group_member where group_name = ${group} and user_id = ${userId} returning user_id`,
    );
    if (changed.length === 0) return;
    const action = member ? 'group.member_added' : 'group.member_removed';
    await appendAudit(transaction, { action, actor: auditActor(actor), subject: { group, userId } });
  });
  return listGroups(app);
}

async function requireUser(transaction: Transaction, id: string): Promise<void> {
  // The lock on the row keeps a decision that relies on the membership apart from the end of it.
  if ((await transaction.query(sql`select id from app_user where id = ${id} for update`)).length > 0) return;
  const errors = [{ pointer: '/userId', message: 'There is no such user.' }];
  throw new CountersignError('invalid_fields', 'There is no such user. Nothing was changed.', { errors });
}
