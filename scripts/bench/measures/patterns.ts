import { validateArguments } from '@/lib/gate/schema';
import { rowOf } from '../report';
import { median } from '../statistics';
import type { Measure } from './measure';

const MOST_MILLISECONDS = 50;
const ROUNDS = 5;
/** The longest text that arguments may hold. */
const LONGEST = 64_000;

/** Patterns that end a backtracking engine, or keep a linear one as busy as it can be, with what a text is made of. */
const patterns: readonly [pattern: string, unit: string][] = [
  ['^(a+)+$', 'a'],
  ['^(a|a?)+$', 'a'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'],
  ['^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$', 'a'],
  ['(x+x+)+y', 'x'],
  ['(.*)*(.*)*(.*)*!', 'ab'],
  ['(a|b)*a(a|b){20}$', 'ab'],
  ['(a|b)*a(a|b){300}$', 'ab'],
  ['(a|b)*a(a|b){800}$', 'ab'],
  ['(a?){200}a{200}', 'a'],
  ['([a-z]{1,30}\\s?){20}!', 'ab '],
  ['(\\p{L}|\\p{N})*\\p{Lu}(\\p{L}|\\p{N}){100}$', 'é9'],
  ['[\\s\\S]*[^x]{250}x', 'ab'],
];

/**
 * What one validation by a hostile pattern costs at most: compiled anew each time, on the longest text that is still
 * matched and on one that is refused.
 */
export const patternCosts: Measure = {
  name: 'patterns',
  title: 'Catastrophic patterns in a schema',
  run: () => {
    const worst = patterns.map((one) => Math.max(...costOf(one)));
    const row = rowOf('catastrophic patterns', 'Countersign', 'ms', worst);
    const bar = `each < ${MOST_MILLISECONDS} ms`;
    return Promise.resolve([{ ...row, bar, reached: Math.max(...worst) < MOST_MILLISECONDS }]);
  },
};

function costOf([pattern, unit]: readonly [string, string]): number[] {
  const longest = longestMatched(pattern, unit);
  return [longest, LONGEST].map((length) => costInMilliseconds(() => validate(pattern, textOf(unit, length))));
}

function textOf(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function validate(pattern: string, text: string): boolean {
  const schema = { type: 'object', properties: { text: { type: 'string', pattern } } };
  return validateArguments(schema, { text }).every(({ message }) => !message.includes('too long to be matched'));
}

function longestMatched(pattern: string, unit: string): number {
  let [matched, refused] = [1, LONGEST];
  if (validate(pattern, textOf(unit, refused))) return refused;
  while (refused - matched > 1) {
    const middle = (matched + refused) >> 1;
    if (validate(pattern, textOf(unit, middle))) matched = middle;
    else refused = middle;
  }
  return matched;
}

function costInMilliseconds(work: () => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    work();
    return performance.now() - from;
  });
  return median(rounds);
}
