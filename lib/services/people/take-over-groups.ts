import { systemActor } from '@/lib/domain/audit';
import { hasRole, type Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';

/** Whoever an identity provider's word changes something for. */
export const identityProvider = systemActor('identity-provider');

/**
 * Makes a user's memberships by the identity provider those its claim names now; those an admin set stay. Gives the
 * highest role that these groups give; `user` when others give one and these none, null when no group gives any.
 */
export async function takeOverGroups(
  transaction: Transaction,
  userId: string,
  claimed: readonly string[],
): Promise<Role | null> {
  const mapped = await transaction.query<{ name: string; role: Role | null; claimed: boolean }>(sql`
    select name, role, provider_group = any(${claimed}::text[]) as claimed
    from app_group where provider_group is not null for share`);
  const mine = mapped.filter((group) => group.claimed);
  const names = mine.map(({ name }) => name);
  const left = await transaction.query<{ group: string }>(sql`
    delete from app_group_member
    where user_id = ${userId} and by_provider and group_name <> all(${names}::text[]) returning group_name as "group"`);
  const joined = await transaction.query<{ group: string }>(sql`
    insert into app_group_member (group_name, user_id, by_provider)
    select name, ${userId}, true from unnest(${names}::text[]) as name
    on conflict (group_name, user_id) do nothing returning group_name as "group"`);
  const tell = (action: 'group.member_added' | 'group.member_removed', group: string) =>
    appendAudit(transaction, { action, actor: identityProvider, subject: { group, userId } });
  for (const { group } of left) await tell('group.member_removed', group);
  for (const { group } of joined) await tell('group.member_added', group);
  if (mapped.every(({ role }) => role === null)) return null;
  return mine.reduce<Role>((best, { role }) => (role !== null && hasRole(role, best) ? role : best), 'user');
}
