import { z } from 'zod';
import { pageOf, pageQuery } from './page';
import { person } from './user';

/** `GET /reviewing`: decisions of the last days. */
export const listReviewingQuery = z.strictObject({
  ...pageQuery,
  days: z.coerce.number().int().min(1).max(92).default(30),
});
export type ListReviewingInput = z.infer<typeof listReviewingQuery>;

/**
 * How one person decided on the calls of one tool. `waitedMs` is the median from proposal to decision. `visibleMs` is the
 * median time the card was in sight, null when no browser said; `underASecond` counts the approvals it was less for.
 */
export const reviewingRow = z.object({
  reviewer: person,
  tool: z.string(),
  decisions: z.int(),
  approved: z.int(),
  edited: z.int(),
  rejected: z.int(),
  responded: z.int(),
  underASecond: z.int(),
  visibleMs: z.int().nullable(),
  waitedMs: z.int(),
});
export type ReviewingRow = z.infer<typeof reviewingRow>;

/** By reviewer and tool. */
export const reviewingPage = pageOf(reviewingRow);
export type ReviewingPage = z.infer<typeof reviewingPage>;
