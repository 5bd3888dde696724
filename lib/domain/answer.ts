import { z } from 'zod';

/**
 * What can be wrong with a text before it reaches a person: an amount, a date, an id, an address or link, a length of
 * time or a record's status that stands nowhere; something said to be done that was not; a fact that needs a look-up
 * nobody made; words the agent's own rules forbid, too many apologies, or a tone they do not allow.
 */
export const findingKind = z.enum([
  'amount',
  'date',
  'id',
  'address',
  'time',
  'status',
  'done',
  'lookup',
  'forbidden',
  'apology',
  'tone',
]);
export type FindingKind = z.infer<typeof findingKind>;

/** One thing that is wrong with a text, and what its author can do about it. */
export const answerFinding = z.object({
  kind: findingKind,
  /** The words at fault, as they stand in the text. */
  quote: z.string(),
  /** Where they begin in it, in UTF-16 units. */
  at: z.int(),
  why: z.string(),
  hint: z.string(),
});
export type AnswerFinding = z.infer<typeof answerFinding>;

const RULES: ReadonlySet<FindingKind> = new Set(['forbidden', 'apology', 'tone']);

/** True when it breaks one of the agent's own rules rather than claims what stands nowhere. */
export function breaksRule({ kind }: AnswerFinding): boolean {
  return RULES.has(kind);
}
