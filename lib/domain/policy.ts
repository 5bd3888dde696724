import { z } from 'zod';
import { groupName } from './group';

/** What policy says of a call, ordered from least to most strict. */
export const verdict = z.enum(['auto', 'require_approval', 'deny']);
export type Verdict = z.infer<typeof verdict>;

/** First match wins; `when` is a CEL condition over args, agent, requester, target and run; absent matches always. */
export const rule = z.object({
  when: z.string().min(1).max(2000).optional(),
  verdict,
  approvals: z.int().min(1).max(5).optional(),
  approvers: z.array(z.string().min(1).max(200)).max(50).optional(),
});
export type Rule = z.infer<typeof rule>;

/** At most `count` dispatches in any stretch of this length: of the tool, or of the tool to one target. */
export const rateLimit = z.object({
  count: z.int().min(1).max(1_000_000),
  per: z.enum(['minute', 'hour', 'day']),
  by: z.enum(['tool', 'target']),
});

export type RateLimit = z.infer<typeof rateLimit>;

/** Who is asked too when nobody decided so many seconds after the call was proposed. It approves nothing. */
export const escalateTo = z.strictObject({ group: groupName, afterSeconds: z.int().min(60).max(31_536_000) });
export type EscalateTo = z.infer<typeof escalateTo>;

/** The part of a tool's policy that people write; each save is a new version. Times are in seconds. */
export const policyBody = z.object({
  rules: z.array(rule).max(100),
  expiresIn: z.int().min(60).max(31_536_000),
  holdSeconds: z.int().min(0).max(86_400),
  escalateTo: escalateTo.optional(),
  rateLimit: rateLimit.optional(),
  enabled: z.boolean(),
});
export type PolicyBody = z.infer<typeof policyBody>;

const SECONDS_PER_DAY = 86_400;

/** The policy of a tool nobody has set: no rule matches, so every write asks one approver. */
export const defaultPolicyBody: PolicyBody = {
  rules: [],
  expiresIn: 3 * SECONDS_PER_DAY,
  holdSeconds: 0,
  enabled: true,
};

/** The outcome of evaluating a policy on one call; `gatedBy` is the sentence a reviewer reads. */
export interface PolicyVerdict {
  verdict: Verdict;
  approvals: number;
  approvers: string[];
  gatedBy: string;
}

const STRICTNESS: Record<Verdict, number> = { auto: 0, require_approval: 1, deny: 2 };

/** True when `a` is stricter than `b`: a higher verdict, or more approvals at the same one. */
export function isStricter(a: PolicyVerdict, b: PolicyVerdict): boolean {
  if (STRICTNESS[a.verdict] !== STRICTNESS[b.verdict]) return STRICTNESS[a.verdict] > STRICTNESS[b.verdict];
  return a.verdict === 'require_approval' && a.approvals > b.approvals;
}

/** The verdict on what already took place once: it is done again only when a person says so. */
export function neverAutomatic(verdict: PolicyVerdict): PolicyVerdict {
  if (verdict.verdict !== 'auto') return verdict;
  return { ...verdict, verdict: 'require_approval', approvals: 1, gatedBy: 'This very effect already took place once' };
}
