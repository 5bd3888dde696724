import { z } from 'zod';

/**
 * Where an argument's value came from, by the run's own record: the requester's words, a person of the team (guidance, a
 * reply in the thread, a reason for a rejection), a tool's result, the agent's instructions, a reviewer's edit, the
 * tool's schema, known values put together, a text the agent composed, an outside agent, or nothing but the model.
 */
export const valueSource = z.enum([
  'user',
  'person',
  'tool',
  'instructions',
  'edit',
  'schema',
  'derived',
  'written',
  'outside',
  'made_up',
]);
export type ValueSource = z.infer<typeof valueSource>;

/** The source of one leaf of a call's arguments. */
export const valueProvenance = z.object({
  /** RFC 6901, into the arguments. */
  pointer: z.string(),
  source: valueSource,
  /** The step whose result it came from, as "run:step" with steps counted from 0. */
  stepId: z.string().optional(),
  tool: z.string().optional(),
  /** The name of whoever edited or wrote it. */
  person: z.string().optional(),
  /** It came only through text that somebody outside could have written. */
  tainted: z.boolean().optional(),
  /** The numbers, ids, addresses and names in a composed text that the record does not hold. */
  untraced: z.array(z.string()).optional(),
});
export type ValueProvenance = z.infer<typeof valueProvenance>;

/** What is known of a call's arguments: one entry a leaf, and why text from outside may stand behind it, or null. */
export interface Provenance {
  values: ValueProvenance[];
  taint: string | null;
}
