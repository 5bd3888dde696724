import type { GroupList, SaveGroupInput } from '@/lib/api/contract/group';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import { appendAudit, commitmentTo } from '@/lib/store/audit/append-audit';
import type { Actor, Application } from '../application';
import { lockPeople } from '../people/another-admin';
import { requireAdmin } from '../users/require-role';
import { listGroups } from './list-groups';

/**
 * Makes a group, or changes what the identity provider means by it, which counts from each member's next sign-in. Throws
 * forbidden below an admin, invalid_fields when another group stands for that provider group already.
 */
export async function saveGroup(app: Application, actor: Actor, input: SaveGroupInput): Promise<GroupList> {
  const { name, providerGroup, role } = input;
  if (role !== null && providerGroup === null) {
    throw fault('/role', 'A role comes with a group of the identity provider. Name that group, or leave the role out.');
  }
  await app.database.transaction(async (transaction) => {
    await lockPeople(transaction);
    await requireAdmin(transaction, actor);
    const taken = await transaction.query(sql`
      select name from app_group where provider_group = ${providerGroup} and name <> ${name}`);
    if (taken.length > 0) throw fault('/providerGroup', 'Another group stands for this one already.');
    await transaction.query(sql`
      insert into app_group (name, provider_group, role) values (${name}, ${providerGroup}, ${role}::role)
      on conflict (name) do update set provider_group = excluded.provider_group, role = excluded.role`);
    const mapped = providerGroup === null ? {} : { wordsCommitment: commitmentTo(providerGroup) };
    const subject = { group: name, ...(role === null ? {} : { role }) };
    await appendAudit(transaction, { action: 'group.saved', actor: auditActor(actor), subject, ...mapped });
  });
  return listGroups(app);
}

function fault(pointer: string, message: string): CountersignError {
  return new CountersignError('invalid_fields', `${message} Nothing was saved.`, { errors: [{ pointer, message }] });
}
