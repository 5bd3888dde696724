import { CountersignError } from '@/lib/domain/errors';
import { hasRole, type Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Actor } from '../application';

/**
 * Reads the actor again in the transaction that relies on their role, so that one taken away a moment ago is not
 * used. Gives them as they are now. Throws forbidden.
 */
export async function requireRole(transaction: Transaction, actor: Actor, needed: Role): Promise<Actor> {
  const [user] = await transaction.query<{ role: Role }>(sql`
    select role from app_user where id = ${actor.userId} and disabled_at is null for share`);
  if (user && hasRole(user.role, needed)) return { ...actor, role: user.role };
  throw new CountersignError('forbidden', `This needs the role ${needed}, which is not yours. Nothing was done.`);
}

/** The same for admins. */
export async function requireAdmin(transaction: Transaction, actor: Actor): Promise<void> {
  await requireRole(transaction, actor, 'admin');
}
