import { CountersignError } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Actor } from '../application';

/** Reads the actor's role again in the transaction that relies on it. Throws forbidden. */
export async function requireAdmin(transaction: Transaction, actor: Actor): Promise<void> {
  const [user] = await transaction.query<{ role: Role }>(sql`
    select role from app_user where id = ${actor.userId} and disabled_at is null for share`);
  if (user?.role !== 'admin') throw new CountersignError('forbidden', 'Only admins may do this. Nothing was saved.');
}
