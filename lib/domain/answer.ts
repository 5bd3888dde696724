import { z } from 'zod';

/**
 * What can be wrong with a text before it reaches a person: an amount, a date, an id, an address or link, a length of
 * time or a record's status that stands nowhere; something said to be done that was not; a fact that needs a look-up
 * nobody made; an article it cites and never read; words the agent's own rules forbid, too many apologies, or a tone they do not allow; or what a
 * second model holds against a call.
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
  'citation',
  'forbidden',
  'apology',
  'tone',
  'second_check',
]);
export type FindingKind = z.infer<typeof findingKind>;

/** One thing that is wrong with a text, and what its author can do about it. */
export const answerFinding = z.object({
  kind: findingKind,
  /** The words at fault, as they stand in the text. */
  quote: z.string(),
  /** Where they begin in it, in UTF-16 units. */
  at: z.int(),
  /** The call's argument that holds the text; absent in a reply. */
  argument: z.string().optional(),
  why: z.string(),
  hint: z.string(),
});
export type AnswerFinding = z.infer<typeof answerFinding>;

/** What an agent's words to people must keep to, beside the truth. Null and empty switch a rule off. */
export const answerSettings = z.strictObject({
  /** Whether what is said is held against the record at all. */
  enabled: z.boolean().default(true),
  /** Phrases that no text may hold, such as a promise nobody can keep; in capitals or not. */
  forbidden: z.array(z.string().trim().min(2).max(200)).max(100).default([]),
  /** How often one reply may say sorry. */
  maxApologies: z.int().min(0).max(20).nullable().default(null),
  /** How many exclamation marks one reply may have. */
  maxExclamations: z.int().min(0).max(100).nullable().default(null),
  /** Whether it may write several words in a row in capitals. */
  shouting: z.boolean().default(true),
  /** Facts that need a look-up in the run: in the knowledge base, or for the first two in any record. */
  requireKnowledgeFor: z.array(z.enum(['price', 'availability', 'policy'])).default([]),
});
export type AnswerSettings = z.infer<typeof answerSettings>;

const RULES: ReadonlySet<FindingKind> = new Set(['forbidden', 'apology', 'tone']);

/** True when it breaks one of the agent's own rules rather than claims what stands nowhere. */
export function breaksRule({ kind }: AnswerFinding): boolean {
  return RULES.has(kind);
}
