import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findConditionError } from './conditions';
import { shapesFor } from './fact-shapes';
import { clauseOperators, clausesOf, conditionOf } from '@/lib/domain/clauses';

const clause = fc.record({
  path: fc
    .tuple(fc.constantFrom('args', 'agent', 'run'), fc.string({ minLength: 1, maxLength: 8 }))
    .map(([fact, name]) => [fact, name]),
  operator: fc.constantFrom(...clauseOperators),
  value: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(0.5, 1e21, -2.25),
    fc.array(fc.string()),
  ),
});

describe('clauses', () => {
  it('are read from the condition that is made of them', () => {
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1, maxLength: 4 }), (clauses) => {
        expect(clausesOf(conditionOf(clauses))).toEqual(clauses);
      }),
      { numRuns: 2000 },
    );
  });

  it('make conditions that CEL reads', () => {
    const clauses = [
      { path: ['args', 'in'], operator: '==', value: 'it\'s "x" \\ \n\u2028é' },
      { path: ['args', 'a-b'], operator: '<=', value: -2.5 },
      { path: ['args', 'c'], operator: '!=', value: true },
    ] as const;
    const shapes = shapesFor({});
    expect(findConditionError(conditionOf(clauses.map((one) => ({ ...one, path: [...one.path] }))), shapes)).toBeNull();
  });

  it.each([
    'args.a == 1 || args.b == 2',
    'size(args.a) > 3',
    '!args.a',
    'args.a == args.b',
    'args.a in ["x"]',
    'args.a == 1 &&',
    'args.a == 1 args.b == 2',
    "args.a == 'x'",
    '1 == args.a',
    '',
  ])('are not made up for %s', (condition) => {
    expect(clausesOf(condition)).toBeNull();
  });
});
