import { approverOf } from '@/lib/domain/entitlement';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';

/** Marks a waiting proposal's next group as asked, lets its people decide, and has them told. Gives the group. */
export async function askGroupToo(transaction: Transaction, proposalId: string): Promise<string | null> {
  const [asked] = await transaction.query<{ groupName: string }>(sql`
    update proposal_escalation set asked_at = now() where proposal_id = ${proposalId} and asked_at is null
    returning group_name`);
  if (!asked) return null;
  // Where no approvers are named every reviewer may decide, and a name would leave the others out.
  await transaction.query(sql`
    with widened as (
      update proposal set approvers = array_append(approvers, ${approverOf(asked.groupName)})
      where id = ${proposalId} and cardinality(approvers) > 0 and ${approverOf(asked.groupName)} <> all(approvers)
      returning id, approvers
    )
    update inbox_item set approvers = widened.approvers from widened where inbox_item.id = widened.id`);
  // The same moment again: whoever was told of the item is not told twice.
  await transaction.query(sql`
    insert into notice_event (item_id, kind, at) select id, 'needs_you', created_at from inbox_item where id = ${proposalId}
    on conflict (item_id, kind) do nothing`);
  return asked.groupName;
}

/** The approvers of a proposal's next version: those of the rule, and the group that was asked too. */
export function withAskedToo(proposalId: string, approvers: readonly string[]): SqlStatement {
  return sql`
    (select case when cardinality(named) = 0 then named else named || array(
       select 'group:' || group_name from proposal_escalation
       where proposal_id = ${proposalId} and asked_at is not null and 'group:' || group_name <> all(named)) end
     from (select ${approvers}::text[] as named) rule)`;
}

/** Who was asked too about a proposal, as approvers to add to those of a rule; none where every reviewer may decide. */
export async function askedTooFor(
  { query }: Pick<Transaction, 'query'>,
  proposalId: string,
  approvers: readonly string[],
): Promise<string[]> {
  if (approvers.length === 0) return [];
  const rows = await query<{ groupName: string }>(sql`
    select group_name from proposal_escalation where proposal_id = ${proposalId} and asked_at is not null`);
  return rows.map(({ groupName }) => approverOf(groupName));
}

/** Those whose next group is to be asked, by the database's clock, and whether they still wait. */
export const escalationsDue = sql`
  select proposal_id, status = 'pending' as waits from proposal_escalation join proposal on id = proposal_id
  where asked_at is null and due_at <= now()`;

/** The proposals whose next group is due; one that waits no longer is forgotten instead. */
export async function findEscalationsDue({ query }: Pick<Transaction, 'query'>, limit: number): Promise<string[]> {
  const rows = await query<{ proposalId: string; waits: boolean }>(sql`
    with due as (
      ${escalationsDue} order by due_at limit ${limit}
    ), forgotten as (
      delete from proposal_escalation where proposal_id in (select proposal_id from due where not waits)
    )
    select proposal_id, waits from due`);
  return rows.flatMap(({ proposalId, waits }) => (waits ? [proposalId] : []));
}
