import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicyBody, type Rule } from '@/lib/domain/policy';
import type { JsonObject } from '@/lib/domain/json';
import { checkRules, evaluatePolicy } from './verdict';

const judge = (rules: Rule[], args: JsonObject = {}, enabled = true) =>
  evaluatePolicy({
    policy: { ...defaultPolicyBody, rules, enabled },
    at: new Date(),
    facts: {
      args,
      agent: { name: 'retail' },
      requester: { id: 'u1', customerId: null },
      target: { orders: { '#W1': { status: 'pending', total: 41.5 } } },
      run: { id: 'r1', costUsd: 0.01 },
      tool: { name: 'send_note', reversibility: 'reversible', delivery: 'transactional' },
    },
  });
const when = (condition: string): Rule => ({ when: condition, verdict: 'auto' });
const matches = (condition: string, args: JsonObject = {}) => judge([when(condition)], args).verdict === 'auto';

describe('policy', () => {
  it('asks one person when no rule matches', () => {
    expect(judge([])).toMatchObject({ verdict: 'require_approval', approvals: 1, approvers: [] });
  });

  it('asks a person at a rule of a later release, whatever the rest of it says', () => {
    const later = [
      { verdict: 'auto', unless: 'args.urgent' },
      { verdict: 'two_admins' },
      { verdict: 'auto', approvals: 9 },
    ];
    for (const rule of later as Rule[]) {
      expect(judge([rule])).toMatchObject({
        verdict: 'require_approval',
        gatedBy: 'rule 1 says more than this release understands, so a person decides',
      });
    }
  });

  it('takes the first rule that matches, and says which', () => {
    const rules: Rule[] = [
      { when: 'args.amount_cents <= 2500', verdict: 'auto' },
      { when: 'args.amount_cents <= 50000', verdict: 'require_approval', approvals: 2, approvers: ['admin'] },
      { verdict: 'deny' },
    ];
    expect(judge(rules, { amount_cents: 2500 })).toMatchObject({ verdict: 'auto', approvals: 0 });
    expect(judge(rules, { amount_cents: 2501 })).toEqual({
      verdict: 'require_approval',
      approvals: 2,
      approvers: ['admin'],
      gatedBy: 'rule 2: args.amount_cents <= 50000',
    });
    expect(judge(rules, { amount_cents: 50_001 }).verdict).toBe('deny');
  });

  it('denies every call of a tool that is switched off', () => {
    expect(judge([{ verdict: 'auto' }], {}, false).verdict).toBe('deny');
  });

  it.each([
    ['args.a <= 2', { a: 2 }],
    ['args.a <= 2', { a: 1.5 }],
    ['args.a + 1 == 3', { a: 2 }],
    ['args.a == "x"', { a: 'x' }],
    ['"x" in args.list && size(args.list) == 2', { list: ['x', 'y'] }],
    ['has(args.a) && !has(args.b)', { a: 1 }],
    ['args.nested.deep[1] == true', { nested: { deep: [0, true] } }],
    ['target.orders["#W1"].total < 42.0', {}],
    ['requester.customerId == null && agent.name == "retail" && run.costUsd < 1.0', {}],
    ['args.list.all(x, x < 5)', { list: [1, 2] }],
  ])('evaluates %s', (condition, args) => {
    expect(matches(condition, args)).toBe(true);
  });

  it.each([
    ['args.missing <= 2', {}],
    ['args.a <= 2', { a: 'text' }],
    ['args.a', { a: 1 }],
    ['args.a <=', {}],
    ['unknown.thing == 1', {}],
    ['args["__proto__"].x == 1', {}],
    ['args.a.constructor == 1', { a: 1 }],
    ['1 / 0 == 1', {}],
  ])('asks a person when it cannot evaluate %s, whatever stands below', (condition, args) => {
    const verdict = judge([when(condition), { verdict: 'auto' }], args);
    expect(verdict).toMatchObject({ verdict: 'require_approval', approvals: 1 });
    expect(verdict.gatedBy).toContain('rule 1 could not be evaluated');
  });

  it('never lets a call run because of a condition that is nonsense', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (condition) => {
        const { verdict, gatedBy } = judge([{ when: condition === '' ? ' ' : condition, verdict: 'auto' }]);
        if (verdict === 'auto') expect(checkRules([when(condition)], {})).toEqual([]);
        else expect(gatedBy).not.toBe('');
      }),
    );
  });
});

describe('rules that are saved', () => {
  it('must parse, use known variables, say true or false, and leave matches() alone', () => {
    const rules = [
      'args.a == 1',
      'args.a ==',
      'nobody.a == 1',
      '1 + 2',
      'size(args.a.matches("x") ? [1] : []) > 0',
    ].map(when);
    expect(checkRules(rules, {}).map((error) => error.pointer)).toEqual(
      [1, 2, 3, 4].map((index) => `/rules/${index}/when`),
    );
  });
});
