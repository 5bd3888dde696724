import { z } from 'zod';
import { decisionVerdict } from '@/lib/domain/decision';
import { classOverride, policyBody, rule, verdict } from '@/lib/domain/policy';
import { pageOf, pageQuery } from './page';
import { time } from './time';
import { person } from './user';

export const listPolicyVersionsQuery = z.strictObject(pageQuery);
export type ListPolicyVersionsInput = z.infer<typeof listPolicyVersionsQuery>;

/** One version of a tool's policy and the one before it, which is the default before the first. */
const policyVersionView = z.object({
  version: z.int(),
  author: person,
  reason: z.string(),
  createdAt: time,
  policy: policyBody,
  before: policyBody,
});
export type PolicyVersionView = z.infer<typeof policyVersionView>;
export const policyVersionPage = pageOf(policyVersionView);
export type PolicyVersionPage = z.infer<typeof policyVersionPage>;

/** `POST /tools/:name/policy/rollback`, with `If-Match`: the next version says what `version` said; 0 is the default. */
export const rollbackBody = z.strictObject({
  version: z.int().min(0),
  reason: z.string().trim().min(1).max(1000),
});
export type RollbackInput = z.infer<typeof rollbackBody>;

/** `POST /tools/:name/policy/backtest`: rules nobody saved yet. `since` is 30 days ago when it is left out. */
export const backtestBody = z.strictObject({
  rules: z.array(rule).max(100),
  classOverride: classOverride.nullable().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
});
export type BacktestInput = z.infer<typeof backtestBody>;

/** A recorded call that these rules would treat in another way. `answer` is what a person said of it, if one did. */
export const backtestedCall = z.object({
  proposalId: z.string(),
  summary: z.string(),
  proposedAt: time,
  was: verdict,
  wouldBe: verdict,
  gatedBy: z.string(),
  answer: decisionVerdict.nullable(),
});
export type BacktestedCall = z.infer<typeof backtestedCall>;

/**
 * What rules would have said of the calls recorded since then, on the facts that were kept with each. `total` calls were
 * looked at, the newest first; `capped` says that there are older ones. `unchanged` need the same as they did; `wouldBe`
 * counts all by their verdict under these rules. Of those that would newly run by themselves people had rejected
 * `rejectedAmongAuto` and edited `editedAmongAuto`; these come first in `sample`.
 */
export const backtestAnswer = z.object({
  since: time,
  total: z.int(),
  capped: z.boolean(),
  unchanged: z.int(),
  wouldBe: z.object({ auto: z.int(), require_approval: z.int(), deny: z.int() }),
  newlyAuto: z.int(),
  rejectedAmongAuto: z.int(),
  editedAmongAuto: z.int(),
  sample: z.array(backtestedCall),
});
export type BacktestAnswer = z.infer<typeof backtestAnswer>;
