import { z } from 'zod';
import { rule } from '@/lib/domain/policy';
import { pageOf } from './page';
import { time } from './time';
import { person } from './user';

/**
 * `GET /proposals/:id/rule`: a narrow rule under which calls like this one would run by themselves. `rules` are the tool's
 * with it in its place, at `index`, on top of `policyVersion`; `refusal` says why it can't be taught.
 */
export const ruleSuggestion = z.object({
  tool: z.string(),
  policyVersion: z.int(),
  when: z.string(),
  index: z.int(),
  rules: z.array(rule),
  refusal: z.string().optional(),
});
export type RuleSuggestion = z.infer<typeof ruleSuggestion>;

/** `POST /proposals/:id/rule`, with `If-Match: <policy version>`. The condition may be narrower or wider than suggested. */
export const teachRuleBody = z.strictObject({
  when: z.string().trim().min(1).max(2000),
  days: z.int().min(1).max(365),
  reason: z.string().trim().min(1).max(1000),
});
export type TeachRuleInput = z.infer<typeof teachRuleBody>;

/** A rule that was taught from a proposal's card. `hits` are the calls it let run by themselves. */
export const taughtRule = z.object({
  id: z.string(),
  tool: z.string(),
  when: z.string(),
  owner: person,
  proposalId: z.string(),
  taughtAt: time,
  expiresAt: time,
  expired: z.boolean(),
  hits: z.int(),
  lastHitAt: time.optional(),
});
export type TaughtRule = z.infer<typeof taughtRule>;

export const taughtRuleList = z.object({ items: z.array(taughtRule) });
export type TaughtRuleList = z.infer<typeof taughtRuleList>;
export const taughtRulePage = pageOf(taughtRule);
