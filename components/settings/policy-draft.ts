import type { PolicyView, SavePolicyInput } from '@/lib/api/contract/policy';
import { memberPart, type Part } from '@/lib/domain/carry-over';
import type { PolicyBody } from '@/lib/domain/policy';
import { draftOf, ruleOf, type RuleDraft } from './rule-draft';

type Optional = 'rateLimit' | 'escalateTo' | 'classOverride' | 'friction' | 'secondCheck';

/** A policy as it is being written; what it does not have is undefined. */
export type PolicyDraft = Omit<PolicyBody, 'rules' | Optional> & { rules: RuleDraft[] } & {
  [Name in Optional]: PolicyBody[Name] | undefined;
};

export function draftOfPolicy(policy: PolicyView): PolicyDraft {
  const { rules, expiresIn, holdSeconds, enabled, rateLimit, escalateTo, classOverride, friction, secondCheck } =
    policy;
  const optional = { rateLimit, escalateTo, classOverride, friction, secondCheck };
  return { rules: rules.map(draftOf), expiresIn, holdSeconds, enabled, ...optional };
}

export const policyParts: readonly Part<PolicyDraft>[] = [
  memberPart('rules', 'the rules', (rules) => rules.map(ruleOf)),
  memberPart('expiresIn', 'when it expires'),
  memberPart('holdSeconds', 'the hold'),
  memberPart('enabled', 'whether it is on'),
  memberPart('secondCheck', 'the second model'),
  memberPart('classOverride', 'the class'),
  memberPart('friction', 'what approving takes'),
  memberPart('escalateTo', 'the escalation'),
  memberPart('rateLimit', 'the rate limit'),
];

/** The draft as it is saved: what it does not have is taken away. */
export function inputOf(draft: PolicyDraft, reason: string): SavePolicyInput {
  const { rules, rateLimit, escalateTo, classOverride, friction, secondCheck, ...kept } = draft;
  return {
    ...kept,
    rules: rules.map(ruleOf),
    classOverride: classOverride ?? null,
    friction: friction ?? null,
    reason: reason.trim(),
    ...(secondCheck === undefined ? {} : { secondCheck }),
    ...(rateLimit ? { rateLimit } : {}),
    ...(escalateTo ? { escalateTo } : {}),
  };
}
