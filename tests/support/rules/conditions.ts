import fc from 'fast-check';
import type { Json, JsonObject } from '@/lib/domain/json';

/** A condition as a tree: printed as CEL for the gate, and evaluated by walking it here. */
export type Condition =
  | { op: 'compare'; path: string[]; sign: '<' | '<=' | '>' | '>=' | '==' | '!='; value: number }
  | { op: 'equals'; path: string[]; value: string }
  | { op: 'is'; path: string[] }
  | { op: 'in'; path: string[]; values: string[] }
  | { op: 'startsWith'; path: string[]; value: string }
  | { op: 'has'; path: string[] }
  | { op: 'divides'; path: string[]; by: number }
  | { op: 'not'; of: Condition }
  | { op: 'and' | 'or'; left: Condition; right: Condition }
  | { op: 'if'; test: Condition; yes: Condition; no: Condition };

const NUMBERS = [
  ['args', 'amount'],
  ['args', 'deep', 'count'],
  ['run', 'costUsd'],
];
const TEXTS = [
  ['args', 'name'],
  ['args', 'deep', 'word'],
  ['agent', 'name'],
];
const words = fc.constantFrom('ana', 'bo', 'bob', 'it\'s "x"', '');
const numbers = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(0.5, 2.25, 1000));

export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition; leaf: Condition }>((tie) => ({
  leaf: fc.oneof<fc.Arbitrary<Condition>[]>(
    fc.record({
      op: fc.constant('compare' as const),
      path: fc.constantFrom(...NUMBERS),
      sign: fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
      value: numbers,
    }),
    fc.record({ op: fc.constant('equals' as const), path: fc.constantFrom(...TEXTS), value: words }),
    fc.record({ op: fc.constant('is' as const), path: fc.constant(['args', 'urgent']) }),
    fc.record({
      op: fc.constant('in' as const),
      path: fc.constantFrom(...TEXTS),
      values: fc.array(words, { maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('startsWith' as const), path: fc.constantFrom(...TEXTS), value: words }),
    fc.record({
      op: fc.constant('has' as const),
      path: fc.constantFrom(['args', 'amount'], ['args', 'name'], ['args', 'urgent']),
    }),
    fc.record({
      op: fc.constant('divides' as const),
      path: fc.constant(['args', 'whole']),
      by: fc.integer({ min: 0, max: 3 }),
    }),
  ),
  tree: fc.oneof<fc.Arbitrary<Condition>[]>(
    { maxDepth: 4, depthIdentifier: 'condition' } as never,
    tie('leaf'),
    fc.record({ op: fc.constant('not' as const), of: tie('tree') }),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
    fc.record({ op: fc.constant('if' as const), test: tie('tree'), yes: tie('tree'), no: tie('tree') }),
  ),
})).tree;

/** Arguments that fit the conditions' paths, with members missing and of another kind now and then. */
export const argumentSets: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      amount: fc.oneof({ weight: 9, arbitrary: numbers }, { weight: 1, arbitrary: words }),
      whole: fc.integer({ min: -6, max: 6 }),
      name: words,
      urgent: fc.boolean(),
      deep: fc.record({ count: numbers, word: words }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
  .map((args) => args as JsonObject);

/** The condition as CEL text. */
export function celOf(condition: Condition): string {
  switch (condition.op) {
    case 'compare':
      return `${condition.path.join('.')} ${condition.sign} ${condition.value}`;
    case 'equals':
      return `${condition.path.join('.')} == ${JSON.stringify(condition.value)}`;
    case 'is':
      return condition.path.join('.');
    case 'in':
      return `${condition.path.join('.')} in ${JSON.stringify(condition.values)}`;
    case 'startsWith':
      return `${condition.path.join('.')}.startsWith(${JSON.stringify(condition.value)})`;
    case 'has':
      return `has(${condition.path.join('.')})`;
    case 'divides':
      return `${condition.path.join('.')} % ${condition.by} == 0`;
    case 'not':
      return `!(${celOf(condition.of)})`;
    case 'and':
      return `(${celOf(condition.left)}) && (${celOf(condition.right)})`;
    case 'or':
      return `(${celOf(condition.left)}) || (${celOf(condition.right)})`;
    case 'if':
      return `(${celOf(condition.test)}) ? (${celOf(condition.yes)}) : (${celOf(condition.no)})`;
  }
}

/** True, false, or null when it can't be evaluated; and/or hold when either side alone settles them. */
export function walk(condition: Condition, facts: Record<string, Json>): boolean | null {
  switch (condition.op) {
    case 'and':
    case 'or': {
      const settles = condition.op === 'or';
      const [left, right] = [walk(condition.left, facts), walk(condition.right, facts)];
      if (left === settles || right === settles) return settles;
      return left === null || right === null ? null : !settles;
    }
    case 'not': {
      const inner = walk(condition.of, facts);
      return inner === null ? null : !inner;
    }
    case 'if': {
      const test = walk(condition.test, facts);
      return test === null ? null : walk(test ? condition.yes : condition.no, facts);
    }
    case 'has':
      return valueAt(facts, condition.path) !== undefined;
    default:
      return test(condition, valueAt(facts, condition.path));
  }
}

type Leaf = Exclude<Condition, { op: 'and' | 'or' | 'not' | 'if' | 'has' }>;

function test(leaf: Leaf, value: Json | undefined): boolean | null {
  if (value === undefined) return null;
  if (leaf.op === 'compare') return compare(value, leaf.sign, leaf.value);
  if (leaf.op === 'is') return typeof value === 'boolean' ? value : null;
  if (leaf.op === 'divides') return typeof value === 'number' && leaf.by !== 0 ? value % leaf.by === 0 : null;
  if (leaf.op === 'equals') return value === leaf.value;
  if (typeof value !== 'string') return null;
  return leaf.op === 'in' ? leaf.values.includes(value) : value.startsWith(leaf.value);
}

/** Values of two kinds are unequal, but have no order. */
function compare(a: Json, sign: string, b: number): boolean | null {
  if (sign === '==' || sign === '!=') return (a === b) === (sign === '==');
  if (typeof a !== 'number') return null;
  if (sign === '<') return a < b;
  if (sign === '<=') return a <= b;
  return sign === '>' ? a > b : a >= b;
}

function valueAt(value: Json, [first, ...rest]: string[]): Json | undefined {
  if (first === undefined) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const member = value[first];
  return member === undefined ? undefined : valueAt(member, rest);
}
