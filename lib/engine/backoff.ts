/**
 * Milliseconds to wait after a failed attempt, counted from 1: `first`, doubled with each one, a quarter more or less so
 * that many who failed together do not return together. `random` is a number from 0 up to 1.
 */
export function backoff(first: number, attempt: number, random = Math.random()): number {
  return first * 2 ** (attempt - 1) * (0.75 + random / 2);
}
