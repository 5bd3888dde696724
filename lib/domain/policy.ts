import { z } from 'zod';
import { groupName } from './group';
import { reversibilityClass, type ReversibilityClass } from './reversibility';

/** What policy says of a call, ordered from least to most strict. */
export const verdict = z.enum(['auto', 'require_approval', 'deny']);
export type Verdict = z.infer<typeof verdict>;

/**
 * Where a rule came from that an admin made out of one proposal: it lets more calls of that kind run by themselves until
 * it expires. Times are RFC 3339.
 */
export const teaching = z.strictObject({
  id: z.string().min(1).max(100),
  ownerId: z.string().min(1).max(200),
  proposalId: z.string().min(1).max(200),
  taughtAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Teaching = z.infer<typeof teaching>;

/** First match wins; `when` is a CEL condition over args, agent, requester, target, run and tool; absent matches always. */
export const rule = z.object({
  when: z.string().min(1).max(2000).optional(),
  verdict,
  approvals: z.int().min(1).max(5).optional(),
  approvers: z.array(z.string().min(1).max(200)).max(50).optional(),
  taught: teaching.optional(),
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

/** What a policy makes of its tool's class. Less careful than the code says needs a reason. */
export const classOverride = z.strictObject({
  reversibility: reversibilityClass.exclude(['read_only']),
  reason: z.string().trim().min(1).max(1000).optional(),
});
export type ClassOverride = z.infer<typeof classOverride>;

/**
 * What an approval needs beside the one act of giving it: that the approver types one of the arguments, always or only
 * when it is a number above `above`. The argument is one of the tool's own, by name.
 */
export const friction = z.strictObject({
  typed: z.strictObject({ argument: z.string().min(1).max(200), above: z.number().optional() }),
});
export type Friction = z.infer<typeof friction>;

/** The part of a tool's policy that people write; each save is a new version. Times are in seconds. */
export const policyBody = z.object({
  rules: z.array(rule).max(100),
  expiresIn: z.int().min(60).max(31_536_000),
  holdSeconds: z.int().min(0).max(86_400),
  escalateTo: escalateTo.optional(),
  rateLimit: rateLimit.optional(),
  classOverride: classOverride.optional(),
  friction: friction.optional(),
  /** A second model is asked about a call that can't be undone; when it does not agree, a person decides. */
  secondCheck: z.boolean().optional(),
  enabled: z.boolean(),
});
export type PolicyBody = z.infer<typeof policyBody>;

/** The policy in force for a tool as it was read; version 0 is the default that nobody has set. */
export interface CurrentPolicy {
  version: number;
  body: PolicyBody;
  /** When, by the database's clock. */
  readAt: Date;
}

const SECONDS_PER_DAY = 86_400;

/** The policy of a tool nobody has set: no rule matches, so every write asks one approver. */
export const defaultPolicyBody: PolicyBody = {
  rules: [],
  expiresIn: 3 * SECONDS_PER_DAY,
  holdSeconds: 0,
  enabled: true,
};

/** The class a tool is treated as: its code's, unless its policy says otherwise. */
export function effectiveClass<Class extends ReversibilityClass>(
  declared: Class,
  { classOverride }: Pick<PolicyBody, 'classOverride'>,
): Class | ClassOverride['reversibility'] {
  return classOverride?.reversibility ?? declared;
}

/** The outcome of evaluating a policy on one call; `gatedBy` is the sentence a reviewer reads. */
export interface PolicyVerdict {
  verdict: Verdict;
  approvals: number;
  approvers: string[];
  gatedBy: string;
  /** The taught rule that decided, if one did. */
  taughtRuleId?: string;
}

const STRICTNESS: Record<Verdict, number> = { auto: 0, require_approval: 1, deny: 2 };

/** True when `a` is stricter than `b`: a higher verdict, or more approvals at the same one. */
export function isStricter(a: PolicyVerdict, b: PolicyVerdict): boolean {
  if (STRICTNESS[a.verdict] !== STRICTNESS[b.verdict]) return STRICTNESS[a.verdict] > STRICTNESS[b.verdict];
  return a.verdict === 'require_approval' && a.approvals > b.approvals;
}

/** Why what already took place once is done again only when a person says so. */
export const HAPPENED_BEFORE = 'This very effect already took place once';

/** The verdict on what must not run by itself whatever policy says, and why. */
export function neverAutomatic(verdict: PolicyVerdict, why: string): PolicyVerdict {
  if (verdict.verdict !== 'auto') return verdict;
  return { ...verdict, verdict: 'require_approval', approvals: 1, gatedBy: why };
}
