import { z } from 'zod';

const share = z.number().min(0).max(1);

const reasonKind = z.enum([
  'unreadable',
  'stand_in',
  'made_up',
  'tainted',
  'findings',
  'troubles',
  'rejections',
  'unanswered',
  'understood',
  'hidden',
  'novelty',
]);
export type ConfidenceReasonKind = z.infer<typeof reasonKind>;

/** One thing that lowered a confidence: what it was multiplied by, and why in a sentence. */
const confidenceReason = z.object({ kind: reasonKind, factor: share, why: z.string() });
export type ConfidenceReason = z.infer<typeof confidenceReason>;

/** How far to trust a reply or a call, 0 to 1: what it began with, and everything that lowered it. */
export const confidence = z.object({
  value: share,
  /** What the model said of itself; null when it said nothing that counts. */
  stated: share.nullable(),
  reasons: z.array(confidenceReason),
});
export type Confidence = z.infer<typeof confidence>;

/** What follows from confidence; 0 turns a threshold off. */
export const confidenceSettings = z.strictObject({
  /** Where a reply or a call begins of which the model said nothing. */
  unstated: share.default(0.9),
  /** A reply below it goes to a person instead of the user. */
  replyThreshold: share.default(0),
  /** A call below it is never automatic. */
  proposalThreshold: share.default(0.3),
});
