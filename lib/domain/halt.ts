import { z } from 'zod';

const haltScope = z.enum(['all', 'agent', 'tool']);

/** What a halt holds. The name is the agent's or tool's, and empty for all. */
export interface HaltTarget {
  scope: z.infer<typeof haltScope>;
  name: string;
}

/** A halt in force, as people see it. */
export const haltView = z.object({
  scope: haltScope,
  name: z.string(),
  reason: z.string().nullable(),
  /** The person's name; null when the system did it. */
  by: z.string().nullable(),
  at: z.iso.datetime(),
});
