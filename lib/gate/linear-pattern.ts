import { RE2JS } from 're2js';
import { translatePattern } from './translate-pattern';

/** A text is too long for its pattern: the cost of matching is their product, and it has a limit. */
export class PatternTooCostlyError extends Error {
  override name = 'PatternTooCostlyError';
}

/** Steps that all patterns of one validation may take together: some 15 ms when every one of them is the slowest. */
const MOST_STEPS = 1_000_000;
const LARGEST_PROGRAM = 2_500;

let stepsLeft = MOST_STEPS;

/** Runs a validation with a fresh allowance of steps. Validations never wait, so none runs inside another. */
export function withPatternSteps<Result>(validate: () => Result): Result {
  stepsLeft = MOST_STEPS;
  return validate();
}

/**
 * A JSON Schema pattern on a linear-time engine: with a backtracking one a single pattern can hold the process for
 * minutes. Linear still means program × text, so that product is counted and limited. Throws for a pattern that is no
 * ECMAScript expression, or that needs backtracking; `test` throws PatternTooCostlyError.
 */
export function compilePattern(pattern: string) {
  const expression = RE2JS.compile(translatePattern(pattern));
  const size = expression.programSize();
  if (size > LARGEST_PROGRAM) throw new Error(`The pattern ${JSON.stringify(pattern)} is too large.`);
  const test = (text: string) => {
    stepsLeft -= size * (text.length + 1);
    if (stepsLeft < 0) {
      throw new PatternTooCostlyError(
        `The text is too long to be matched with the pattern ${JSON.stringify(pattern)}.`,
      );
    }
    return expression.test(text);
  };
  // Ajv tells patterns of one schema apart by their text.
  return { test, toString: () => pattern };
}
