import { RE2JS } from 're2js';

const LARGEST_PROGRAM = 500;
/** Program × text, some 15 ms; replies beyond it are watched in their beginning. */
const MOST_STEPS = 1_000_000;

/**
 * Counts the places of a text that a pattern matches, upper and lower case alike, in time linear in the text. Throws for a
 * pattern that the engine does not know or that is too large.
 */
export function watcherOf(pattern: string): (text: string) => number {
  const expression = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  const size = expression.programSize();
  if (size > LARGEST_PROGRAM) throw new Error('The pattern is too large.');
  return (text) => {
    const matcher = expression.matcher(text.slice(0, Math.floor(MOST_STEPS / size)));
    let count = 0;
    while (matcher.find()) count += 1;
    return count;
  };
}
