import { REQUESTER } from '@/lib/domain/entitlement';
import { sql, type Transaction } from '@/lib/domain/sql';

/**
 * How many distinct people approved this version and still may: they are enabled, reviewers at least, among the
 * approvers its policy names, and did not ask for it themselves unless it names the requester (as `mayDecide` has it).
 */
export async function countStandingApprovals(
  { query }: Pick<Transaction, 'query'>,
  proposalId: string,
  version: number,
): Promise<number> {
  const [row] = await query<{ standing: number }>(sql`
    select count(distinct person.id) as standing
    from decision
    join proposal on proposal.id = decision.proposal_id
    join app_user person on person.id = decision.actor_id
    where proposal.id = ${proposalId} and decision.proposal_version = ${version}
      and decision.verdict in ('approve', 'edit')
      and person.disabled_at is null and person.role <> 'user'
      and case when person.id = proposal.requester_id then exists (
        select from unnest(proposal.approvers) as name where lower(name) = ${REQUESTER})
      else cardinality(proposal.approvers) = 0 or exists (
        select from unnest(proposal.approvers) as name
        where lower(name) in ('user', 'reviewer', lower(person.email), lower(person.id))
           or lower(name) = 'admin' and person.role = 'admin'
           or exists (select from app_group_member member
                      where member.user_id = person.id and lower(name) = 'group:' || member.group_name))
      end`);
  return row?.standing ?? 0;
}
