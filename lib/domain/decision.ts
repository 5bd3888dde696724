import { z } from 'zod';
import { rejectionReasons } from './rejection';

/** A person's answer to a proposal. `respond` runs nothing, sends its message to the model and is no rejection. */
export const decisionVerdict = z.enum(['approve', 'edit', 'reject', 'respond']);
export type DecisionVerdict = z.infer<typeof decisionVerdict>;

export const rejectionReason = z.enum(rejectionReasons);
