import type { FieldError } from '@/lib/domain/errors';
import type { PolicyBody } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';

/** What is wrong with whom a policy asks next: a group that is not there, or a moment when nothing waits any more. */
export async function checkEscalation(
  transaction: Transaction,
  { escalateTo, expiresIn }: PolicyBody,
): Promise<FieldError[]> {
  if (!escalateTo) return [];
  // Its row is held so that it is not deleted before this version is in force.
  const known = await transaction.query(sql`
    select from app_group where name = ${escalateTo.group} for share`);
  const faults: FieldError[] = [];
  if (known.length === 0) {
    const message = `There is no group ${escalateTo.group}. Make the group first.`;
    faults.push({ pointer: '/escalateTo/group', message });
  }
  if (escalateTo.afterSeconds >= expiresIn) {
    const message = 'By then nobody can decide any more. Choose a time before it expires.';
    faults.push({ pointer: '/escalateTo/afterSeconds', message });
  }
  return faults;
}
