import { groupOf, REQUESTER } from '@/lib/domain/entitlement';
import type { FieldError } from '@/lib/domain/errors';
import type { Rule } from '@/lib/domain/policy';
import { role } from '@/lib/domain/role';
import { sql, type Transaction } from '@/lib/domain/sql';

/** A group or person that is not there would be one of nobody: what asks it would wait until it expires. */
export async function findUnknownApprovers(transaction: Transaction, rules: readonly Rule[]): Promise<FieldError[]> {
  const named = rules.flatMap(({ approvers = [] }) => approvers.map((name) => name.toLowerCase()));
  const always: readonly string[] = [...role.options, REQUESTER];
  if (named.every((name) => always.includes(name))) return [];
  const groups = named.flatMap((name) => groupOf(name) ?? []);
  // Their rows are held so that none is deleted before this version is in force.
  const known = await transaction.query<{ name: string }>(sql`
    select 'group:' || name as name from app_group where name = any(${groups}::text[]) for share`);
  const people = await transaction.query<{ name: string }>(sql`
    select lower(named.name) as name from app_user, unnest(array[id, email]) as named (name)
    where lower(named.name) = any(${named}::text[]) and role <> 'user'`);
  const names = new Set([...always, ...[...known, ...people].map(({ name }) => name)]);
  return rules.flatMap(({ approvers = [] }, index) => {
    const unknown = approvers.filter((name) => !names.has(name.toLowerCase()));
    if (unknown.length === 0) return [];
    const message = `There is no ${unknown.join(', ')} who may decide. Make the group, or name a reviewer who is here.`;
    return [{ pointer: `/rules/${index}/approvers`, message }];
  });
}
