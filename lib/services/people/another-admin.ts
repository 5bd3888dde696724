import { CountersignError } from '@/lib/domain/errors';
import { sql, type Transaction } from '@/lib/domain/sql';
import { lockVersion } from '@/lib/store/policies/lock-version';

/**
 * Makes changes of what people may do follow each other until this transaction ends. Taken before any person's row, so
 * that two admins who change each other wait here and not for one another.
 */
export async function lockPeople(transaction: Transaction): Promise<void> {
  await lockVersion(transaction, 'people');
}

/** True when an admin other than this user can sign in. The lock of `lockPeople` must be held. */
export async function hasOtherAdmin(transaction: Transaction, userId: string): Promise<boolean> {
  const rows = await transaction.query(sql`
    select id from app_user where role = 'admin' and disabled_at is null and id <> ${userId} limit 1`);
  return rows.length > 0;
}

/** Throws conflict when there would be no admin left without this user. */
export async function requireOtherAdmin(transaction: Transaction, userId: string): Promise<void> {
  if (await hasOtherAdmin(transaction, userId)) return;
  throw new CountersignError(
    'conflict',
    'This is the only admin, and without one nobody could change a rule. Make another person admin first. Nothing was changed.',
  );
}
