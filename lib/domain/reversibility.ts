import { z } from 'zod';

/** How far an effect can be taken back; ordered from least to most care. */
export const reversibilityClass = z.enum(['read_only', 'reversible', 'compensable', 'irreversible']);
export type ReversibilityClass = z.infer<typeof reversibilityClass>;

/**
 * How a tool's effect reaches its system, which decides what a crash between "sent" and "recorded" means.
 * `transactional` writes our own Postgres in the recording transaction; `idempotent` receivers honour our key;
 * `lookup` receivers can be asked by our reference; `at_most_once` is neither, and its outcome may stay unknown.
 */
export const delivery = z.enum(['transactional', 'idempotent', 'lookup', 'at_most_once']);

/** True when a call of this class changes something and therefore passes the gate as a proposal. */
export function isWrite(reversibility: ReversibilityClass): boolean {
  return reversibility !== 'read_only';
}

/** True when a call of class `a` is treated with less care than one of class `b`. */
export function isLessCareful(a: ReversibilityClass, b: ReversibilityClass): boolean {
  const careOf = (one: ReversibilityClass) => reversibilityClass.options.indexOf(one);
  return careOf(a) < careOf(b);
}
