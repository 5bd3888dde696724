import { uuidv7 } from 'uuidv7';
import type { AuditActor } from '@/lib/domain/audit';
import type { Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';

/** What is set about a user; members left out stay as they are. */
export interface UserChange {
  email: string;
  role: Role;
  name?: string | undefined;
  customerId?: string | null | undefined;
  passwordHash?: string | undefined;
}

/**
 * Makes the user of this address, or changes them. A change of role, customer or password ends their sessions. Returns
 * the user's id.
 */
export async function saveUser(transaction: Transaction, change: UserChange, actor: AuditActor): Promise<string> {
  const { email, role, name, customerId, passwordHash } = change;
  const [user] = await transaction.query<{ id: string }>(sql`
    insert into app_user as u (id, email, name, role, customer_id, password_hash)
    values (${uuidv7()}, ${email}, ${name ?? nameFrom(email)}, ${role}::role, ${customerId ?? null}, ${passwordHash ?? null})
    on conflict (email) do update set
      role = excluded.role,
      name = coalesce(${name ?? null}, u.name),
      customer_id = case when ${customerId !== undefined} then excluded.customer_id else u.customer_id end,
      password_hash = coalesce(excluded.password_hash, u.password_hash),
      session_version = u.session_version + case
        when u.role <> excluded.role or excluded.password_hash is not null
          or (${customerId !== undefined} and u.customer_id is distinct from excluded.customer_id) then 1
        else 0 end
    returning u.id`);
  if (!user) throw new Error(`No user was saved for ${email}.`);
  transaction.notify('access_changed', user.id);
  await appendAudit(transaction, { action: 'user.saved', actor, subject: { userId: user.id, role } });
  return user.id;
}

function nameFrom(email: string): string {
  return email.slice(0, email.indexOf('@'));
}
