import type { DecidersAnswer, ToolDeciders } from '@/lib/api/contract/decider';
import { allowsSelfReview, approverOf, isEntitled, type Decider } from '@/lib/domain/entitlement';
import type { EscalateTo, PolicyBody } from '@/lib/domain/policy';
import { isWrite } from '@/lib/domain/reversibility';
import { sql } from '@/lib/domain/sql';
import { listVerdicts } from '@/lib/gate/verdict';
import { readPolicies } from '@/lib/store/policies/read-policies';
import { groupsOfUser } from '@/lib/store/users/groups-of-user';
import type { Application } from '../application';
import { allTools } from './list-tools';

interface Person extends Decider {
  name: string;
  groups: string[];
}

/** Who may decide what: for each rule of each tool the people whom the gate would let decide, on anything not their own. */
export async function listDeciders(app: Application): Promise<DecidersAnswer> {
  const people = await app.database.query<Person>(sql`
    select u.id as user_id, u.name, u.email, u.role, ${groupsOfUser} as groups
    from app_user u where u.disabled_at is null order by u.email`);
  const deciders = people.filter((person) => isEntitled(person, []));
  const tools = (await allTools(app)).map(({ tool }) => tool).filter(({ reversibility }) => isWrite(reversibility));
  const policyOf = await readPolicies(
    app.database.autocommit,
    tools.map(({ name }) => name),
  );
  return {
    people: deciders.map(({ userId, ...person }) => ({ id: userId, ...person })),
    tools: tools.map(({ name, reversibility }) => {
      const policy = policyOf(name);
      return {
        ...{ tool: name, reversibility, enabled: policy.enabled, rules: rulesOf(policy, deciders) },
        ...(policy.escalateTo && { escalateTo: askedToo(policy.escalateTo, deciders) }),
      };
    }),
  };
}

function rulesOf(policy: PolicyBody, deciders: readonly Person[]): ToolDeciders['rules'] {
  return listVerdicts(policy).map(({ rule, when, verdict: { verdict, approvals, approvers } }) => ({
    rule,
    when,
    verdict,
    approvals,
    approvers,
    deciderIds:
      verdict === 'require_approval'
        ? deciders.filter((person) => isEntitled(person, approvers)).map(({ userId }) => userId)
        : [],
    unmatched: approvers.filter(
      (approver) => !allowsSelfReview([approver]) && !deciders.some((person) => isEntitled(person, [approver])),
    ),
  }));
}

function askedToo(next: EscalateTo, deciders: readonly Person[]): NonNullable<ToolDeciders['escalateTo']> {
  const asked = deciders.filter((person) => isEntitled(person, [approverOf(next.group)]));
  return { ...next, deciderIds: asked.map(({ userId }) => userId) };
}
