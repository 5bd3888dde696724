import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicyBody, isStricter, type PolicyVerdict, type Rule, type Verdict } from '@/lib/domain/policy';
import type { JsonObject } from '@/lib/domain/json';
import { argumentSets, celOf, conditions, walk, type Condition } from '@/tests/support/rules/conditions';
import { evaluatePolicy } from './verdict';

const verdicts = fc.constantFrom<Verdict>('auto', 'require_approval', 'deny');
const ruleTrees = fc.record({
  condition: fc.option(conditions, { freq: 12 }),
  verdict: verdicts,
  approvals: fc.integer({ min: 1, max: 5 }),
});
type RuleTree = typeof ruleTrees extends fc.Arbitrary<infer Tree> ? Tree : never;
const ruleLists = fc.array(ruleTrees, { maxLength: 6 });

const factsWith = (args: JsonObject) => ({
  args,
  agent: { name: 'bob' },
  requester: { id: 'u1', customerId: null },
  target: {},
  run: { id: 'r1', costUsd: 0.5 },
  tool: { name: 'send_note', reversibility: 'reversible', delivery: 'transactional' },
});
const ruleOf = ({ condition, verdict, approvals }: RuleTree): Rule => ({
  verdict,
  ...(condition ? { when: celOf(condition) } : {}),
  ...(verdict === 'require_approval' ? { approvals } : {}),
});
const judge = (rules: readonly RuleTree[], args: JsonObject): PolicyVerdict =>
  evaluatePolicy({
    policy: { ...defaultPolicyBody, rules: rules.map(ruleOf) },
    at: new Date(),
    facts: factsWith(args),
  });

/** The same question, answered by walking the trees. */
function expected(
  rules: readonly RuleTree[],
  args: JsonObject,
): { verdict: Verdict; approvals: number; at: number | null } {
  for (const [index, { condition, verdict, approvals }] of rules.entries()) {
    const holds = condition === null ? true : walk(condition, factsWith(args));
    if (holds === null) return { verdict: 'require_approval', approvals: 1, at: index };
    if (holds) return { verdict, approvals: verdict === 'require_approval' ? approvals : 0, at: index };
  }
  return { verdict: 'require_approval', approvals: 1, at: null };
}

const looser = (a: PolicyVerdict, b: PolicyVerdict) => isStricter(b, a);

describe('rules, whatever they are', () => {
  it('agree with an independent evaluator on 10,000 random lists and arguments, first match and all', () => {
    fc.assert(
      fc.property(ruleLists, argumentSets, (rules, args) => {
        const { at, ...rest } = expected(rules, args);
        const verdict = judge(rules, args);
        expect(verdict).toMatchObject(rest);
        expect(verdict.gatedBy.startsWith(at === null ? 'no rule matches' : `rule ${at + 1}`)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('ask a person wherever a condition throws, whatever stands below', () => {
    const throwing = fc.constantFrom(
      'args.nothing <= 2',
      'args.name <= 2',
      'args.name',
      '1 / 0 == 1',
      'args.list[9] == 1',
      'args.whole + args.name == 1',
      'int(args.name) > 0',
      'target.orders["#W1"].status == "pending"',
    );
    fc.assert(
      fc.property(ruleLists, throwing, ruleLists, (above, when, below) => {
        const args = { name: 'ana', whole: 1, list: [] };
        const passed = above.filter(
          ({ condition }) => condition !== null && walk(condition, factsWith(args)) === false,
        );
        const rules = [...passed.map(ruleOf), { when, verdict: 'auto' as const }, ...below.map(ruleOf)];
        const verdict = evaluatePolicy({
          policy: { ...defaultPolicyBody, rules },
          at: new Date(),
          facts: factsWith(args),
        });
        expect(verdict).toMatchObject({ verdict: 'require_approval', approvals: 1 });
        expect(verdict.gatedBy).toContain(`rule ${passed.length + 1} could not be evaluated`);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('tightening never loosens anything', () => {
  const anywhere = fc.tuple(ruleLists, fc.nat(), ruleTrees, argumentSets);
  const never = (tighten: (rules: RuleTree[], at: number, other: RuleTree, args: JsonObject) => RuleTree[]) =>
    fc.assert(
      fc.property(anywhere, ([rules, at, other, args]) => {
        const tightened = tighten(rules, rules.length === 0 ? 0 : at % rules.length, other, args);
        expect(looser(judge(tightened, args), judge(rules, args))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  const stricter: Record<Verdict, Verdict> = { auto: 'require_approval', require_approval: 'deny', deny: 'deny' };
  const replaced = (rules: RuleTree[], at: number, change: (rule: RuleTree) => RuleTree) =>
    rules.map((rule, index) => (index === at ? change(rule) : rule));
  // A rule that can't be evaluated asks a person, and its going lets the call reach the rules below.
  const lets = ({ condition, verdict }: RuleTree, args: JsonObject) =>
    verdict === 'auto' && (condition === null || walk(condition, factsWith(args)) !== null);
  const and = (left: Condition | null, right: Condition): Condition => (left ? { op: 'and', left, right } : right);

  it('by a stricter verdict in place', () =>
    never((rules, at) => replaced(rules, at, (rule) => ({ ...rule, verdict: stricter[rule.verdict] }))));
  it('by one more approval', () =>
    never((rules, at) => replaced(rules, at, (rule) => ({ ...rule, approvals: Math.min(5, rule.approvals + 1) }))));
  it('by another refusal above everything', () =>
    never((rules, _at, other) => [{ ...other, verdict: 'deny', condition: null }, ...rules]));
  it('by taking a rule away that lets calls run', () =>
    never((rules, at, _other, args) => rules.filter((rule, index) => index !== at || !lets(rule, args))));
  it('by narrowing a rule that lets calls run', () =>
    never((rules, at, { condition }, args) =>
      replaced(rules, at, (rule) =>
        lets(rule, args) && condition ? { ...rule, condition: and(rule.condition, condition) } : rule,
      ),
    ));
});
