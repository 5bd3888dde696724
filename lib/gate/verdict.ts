import type { FieldError } from '@/lib/domain/errors';
import {
  neverAutomatic,
  rule as ruleSchema,
  type PolicyBody,
  type PolicyVerdict,
  type Rule,
  type Teaching,
} from '@/lib/domain/policy';
import type { Json, JsonSchema } from '@/lib/domain/json';
import { conditionsOn, findConditionError, firstLine } from './conditions';
import { shapesFor } from './fact-shapes';
import type { Facts } from '@/lib/domain/facts';

interface Judged {
  policy: PolicyBody;
  /** The moment by the database's clock: what was taught ends by it. */
  at: Date;
  facts: Facts;
}

/** A later release may save more than this one knows, and what is left out could be what matters. */
const understood = ruleSchema.strict();

/**
 * What a policy says of one call: the first rule that matches. When none does, or when a rule can't be
 * evaluated, a person is asked; a switched-off tool is denied. Never `auto` by accident, and never on the word of a text
 * from outside or of an agent that is not sure: whatever the rules say of it, such a call waits for a person.
 */
export function evaluatePolicy(judged: Judged): PolicyVerdict {
  const { verdict } = findDecidingRule(judged);
  const { run } = judged.facts;
  if (memberOf(run, 'tainted') === true) return neverAutomatic(verdict, TAINTED);
  return memberOf(run, 'unsure') === true ? neverAutomatic(verdict, UNSURE) : verdict;
}

const TAINTED = 'the agent had read text from outside before it proposed this, so a person decides';

const UNSURE = 'confidence in this call is below what may run by itself, so a person decides';

/** What the rules alone say, with the place of the one that says it; null when no rule decided. */
export function findDecidingRule({ policy, at, facts }: Judged): { index: number | null; verdict: PolicyVerdict } {
  if (!policy.enabled) return { index: null, verdict: SWITCHED_OFF };
  const holds = conditionsOn(facts);
  for (const [index, rule] of policy.rules.entries()) {
    const name = `rule ${index + 1}`;
    if (!isUnderstood(rule)) return { index, verdict: ofRule(rule, name) };
    if (rule.taught && !isInForce(rule.taught, at, facts)) continue;
    try {
      if (rule.when === undefined || holds(rule.when)) return { index, verdict: ofRule(rule, name) };
    } catch (error) {
      const why = `${name} could not be evaluated (${firstLine(error)}), so a person decides`;
      return { index, verdict: askOne(why) };
    }
  }
  return { index: null, verdict: askOne(NO_MATCH) };
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

/** The problems of a policy's rules, each at its condition's pointer, for a tool with this input. */
export function checkRules(rules: readonly Rule[], input: JsonSchema): FieldError[] {
  const shapes = shapesFor(input);
  return rules.flatMap((rule, index) => {
    const message = rule.when === undefined ? null : findConditionError(rule.when, shapes);
    return message === null ? [] : [{ pointer: `/rules/${index}/when`, message }];
  });
}

const SWITCHED_OFF: PolicyVerdict = {
  verdict: 'deny',
  approvals: 0,
  approvers: [],
  gatedBy: 'the tool is switched off',
};
const NO_MATCH = 'no rule matches, so a person decides';

function isUnderstood(rule: Rule): boolean {
  return understood.safeParse(rule).success;
}

/** What people taught from one card lasts as long as they said, and never lets pass what can't be undone or is tainted. */
function isInForce({ expiresAt }: Teaching, at: Date, { run, tool }: Facts): boolean {
  return (
    Date.parse(expiresAt) > at.getTime() &&
    memberOf(tool, 'reversibility') !== 'irreversible' &&
    memberOf(run, 'tainted') !== true
  );
}

function memberOf(fact: Json, name: string): Json | undefined {
  return typeof fact === 'object' && fact !== null && !Array.isArray(fact) ? fact[name] : undefined;
}

/** What a rule that holds says of the call. */
function ofRule(rule: Rule, name: string): PolicyVerdict {
  if (!isUnderstood(rule)) return askOne(`${name} says more than this release understands, so a person decides`);
  const approvals = rule.verdict === 'require_approval' ? (rule.approvals ?? 1) : 0;
  const gatedBy = rule.when === undefined ? `${name}: always` : `${name}: ${rule.when}`;
  const taught = rule.taught ? { taughtRuleId: rule.taught.id } : {};
  return { verdict: rule.verdict, approvals, approvers: rule.approvers ?? [], gatedBy, ...taught };
}

function askOne(gatedBy: string): PolicyVerdict {
  return { verdict: 'require_approval', approvals: 1, approvers: [], gatedBy };
}
