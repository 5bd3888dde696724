import type { JsonObject } from './json';
import type { Friction } from './policy';

/** What an approver types before the approval counts: the argument's value, as they see it. */
export interface Confirmation {
  argument: string;
  value: string;
}

/** What a policy's friction asks of whoever approves these arguments; null when it asks nothing of them. */
export function confirmationOf(friction: Friction | undefined, args: JsonObject): Confirmation | null {
  if (!friction) return null;
  const { argument, above } = friction.typed;
  const value = args[argument];
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  if (above !== undefined && !(typeof value === 'number' && value > above)) return null;
  return { argument, value: String(value) };
}

/** True when what was typed is that value; of a number its grouping does not matter. */
export function isConfirmed({ value }: Confirmation, typed: string | undefined): boolean {
  if (typed === undefined) return false;
  const plain = typed.trim();
  return plain === value.trim() || plain.replaceAll(/[\s,_']/gu, '') === value;
}
