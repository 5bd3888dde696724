import type { Role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';
import { notFound } from '../not-found';

/** A user as they stand, locked until the transaction ends. Throws `not_found`. */
export async function lockUser(transaction: Transaction, id: string): Promise<{ role: Role; disabled: boolean }> {
  const [user] = await transaction.query<{ role: Role; disabled: boolean }>(sql`
    select role, disabled_at is not null as disabled from app_user where id = ${id} for update`);
  if (!user) throw notFound('user');
  return user;
}
