import { expect, test } from 'vitest';
import { draftOf, ruleOf, withThreshold } from './rule-draft';

test('a rule comes back from its draft as it was', () => {
  const rules = [
    { when: 'args.amount_cents <= 2500', verdict: 'auto' as const },
    { when: 'args.amount_cents > 500000', verdict: 'deny' as const },
    { verdict: 'require_approval' as const, approvals: 2, approvers: ['admin', 'ana@example.com'] },
  ];
  expect(rules.map(draftOf).map(ruleOf)).toEqual(rules);
});

test('a threshold stands before all other rules, and is moved in place the next time', () => {
  const first = withThreshold([draftOf({ verdict: 'deny' })], 'amount_cents', 2500);
  expect(first.map(ruleOf)).toEqual([{ when: 'args.amount_cents <= 2500', verdict: 'auto' }, { verdict: 'deny' }]);
  const second = withThreshold(first, 'amount_cents', 5000);
  expect(second.map(ruleOf)).toEqual([{ when: 'args.amount_cents <= 5000', verdict: 'auto' }, { verdict: 'deny' }]);
});
