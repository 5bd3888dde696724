import type { GroupList } from '@/lib/api/contract/group';
import { auditActor } from '@/lib/audit/audit-actor';
import { approverOf } from '@/lib/domain/entitlement';
import { CountersignError } from '@/lib/domain/errors';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { lockPeople } from '../people/another-admin';
import { requireAdmin } from '../users/require-role';
import { listGroups } from './list-groups';

/**
 * Deletes a group that nothing needs. Throws forbidden below an admin, not_found, or conflict while a rule in force or a
 * waiting proposal names it: then nobody could decide what it asks for.
 */
export async function deleteGroup(app: Application, actor: Actor, name: string): Promise<GroupList> {
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    const found = await transaction.query(sql`select name from app_group where name = ${name} for update`);
    if (found.length === 0) throw notFound('group');
    const users = await usersOf(transaction, name);
    if (users.length > 0) {
      const message = `These name the group: ${users.join(', ')}. Change them first. Nothing was deleted.`;
      throw new CountersignError('conflict', message);
    }
    await transaction.query(sql`delete from app_group where name = ${name}`);
    await appendAudit(transaction, { action: 'group.deleted', actor: auditActor(actor), subject: { group: name } });
  });
  return listGroups(app);
}

/** What names the group, in words; at most a handful. */
async function usersOf(transaction: Transaction, group: string): Promise<string[]> {
  const approver = approverOf(group);
  const rows = await transaction.query<{ used: string }>(sql`
    select 'the rules of ' || tool as used
    from (select distinct on (tool) tool, body from policy_version order by tool, version desc) policy
    where exists (
      select from jsonb_array_elements(body -> 'rules') rule,
                  jsonb_array_elements_text(coalesce(rule -> 'approvers', '[]')) named
      where lower(named) = ${approver}) or lower(body #>> '{escalateTo,group}') = ${group}
    union all
    select 'a waiting ' || tool || ' (' || id || ')' from proposal
    where status = 'pending' and (exists (select from unnest(approvers) named where lower(named) = ${approver})
      or exists (select from proposal_escalation later where later.proposal_id = proposal.id and group_name = ${group}))
    order by used limit 5`);
  return rows.map(({ used }) => used);
}
