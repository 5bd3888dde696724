import type { FieldError } from '@/lib/domain/errors';
import { rule as ruleSchema, type PolicyBody, type PolicyVerdict, type Rule } from '@/lib/domain/policy';
import { evaluateCondition, findConditionError, firstLine, type Facts } from './conditions';

interface Judged {
  policy: PolicyBody;
  version: number;
  facts: Facts;
}

/** A later release may save more than this one knows, and what is left out could be what matters. */
const understood = ruleSchema.strict();

/**
 * What a policy says of one call: the first rule that matches. When none does, or when a rule can't be
 * evaluated, a person is asked; a switched-off tool is denied. Never `auto` by accident.
 */
export function evaluatePolicy({ policy, facts }: Judged): PolicyVerdict {
  if (!policy.enabled) return { verdict: 'deny', approvals: 0, approvers: [], gatedBy: 'the tool is switched off' };
  for (const [index, rule] of policy.rules.entries()) {
    const name = `rule ${index + 1}`;
    if (!isUnderstood(rule)) return ofRule(rule, name);
    try {
      if (rule.when === undefined || evaluateCondition(rule.when, facts)) return ofRule(rule, name);
    } catch (error) {
      return askOne(`${name} could not be evaluated (${firstLine(error)}), so a person decides`);
    }
  }
  return askOne(NO_MATCH);
}

/** What a policy can say of a call that asks people or runs: of each rule in order, then of what no rule matches. */
export function listVerdicts(
  policy: PolicyBody,
): { rule: number | null; when: string | null; verdict: PolicyVerdict }[] {
  const ofRules = policy.rules.map((rule, index) => ({
    rule: index + 1,
    when: rule.when ?? null,
    verdict: ofRule(rule, `rule ${index + 1}`),
  }));
  const isLast = policy.rules.some(({ when }) => when === undefined);
  return isLast ? ofRules : [...ofRules, { rule: null, when: null, verdict: askOne(NO_MATCH) }];
}

/** The problems of a policy's rules, each at its condition's pointer. */
export function checkRules(rules: readonly Rule[]): FieldError[] {
  return rules.flatMap((rule, index) => {
    const message = rule.when === undefined ? null : findConditionError(rule.when);
    return message === null ? [] : [{ pointer: `/rules/${index}/when`, message }];
  });
}

const NO_MATCH = 'no rule matches, so a person decides';

function isUnderstood(rule: Rule): boolean {
  return understood.safeParse(rule).success;
}

/** What a rule that holds says of the call. */
function ofRule(rule: Rule, name: string): PolicyVerdict {
  if (!isUnderstood(rule)) return askOne(`${name} says more than this release understands, so a person decides`);
  const approvals = rule.verdict === 'require_approval' ? (rule.approvals ?? 1) : 0;
  const gatedBy = rule.when === undefined ? `${name}: always` : `${name}: ${rule.when}`;
  return { verdict: rule.verdict, approvals, approvers: rule.approvers ?? [], gatedBy };
}

function askOne(gatedBy: string): PolicyVerdict {
  return { verdict: 'require_approval', approvals: 1, approvers: [], gatedBy };
}
