import { z } from 'zod';
import { answerFinding } from '@/lib/domain/answer';
import { confidence } from '@/lib/domain/confidence';
import { decisionVerdict, rejectionReason } from '@/lib/domain/decision';
import { errorCode } from '@/lib/domain/errors';
import { executionStatus } from '@/lib/domain/execution';
import { json, jsonObject } from '@/lib/domain/json';
import { valueProvenance } from '@/lib/domain/provenance';
import { preview, proposalStatus } from '@/lib/domain/proposal';
import { delivery, reversibilityClass } from '@/lib/domain/reversibility';
import { decisionView } from './decision';
import { revertView } from './revert';
import { time } from './time';
import { person } from './user';

/**
 * The one attempt to make an approved effect happen. Nothing is sent before `holdUntil`; an outside agent has to report by
 * `executeBy`.
 */
export const executionView = z.object({
  id: z.string(),
  version: z.int(),
  status: executionStatus,
  holdUntil: time,
  executeBy: time,
  createdAt: time,
  dispatchedAt: time.optional(),
  settledAt: time.optional(),
  output: json.optional(),
  error: z.string().optional(),
  /** Until when the caller may undo it; absent when they may not, or nobody can. */
  undoableUntil: time.optional(),
  revert: revertView.optional(),
});
export type ExecutionView = z.infer<typeof executionView>;

/**
 * What is known of the outside agent that proposed. `described` says that the preview is what that agent told; otherwise
 * it only shows the arguments. `callback` is how far telling it the decision came.
 */
const outsideMembers = z.object({
  owner: z.string(),
  purpose: z.string(),
  described: z.boolean(),
  callback: z
    .object({
      status: z.enum(['pending', 'delivered', 'dead', 'dropped']),
      attempts: z.int(),
      lastError: z.string().optional(),
    })
    .optional(),
});

/** What whoever approves has to type. */
const confirmation = z.object({ argument: z.string(), value: z.string() });

/**
 * A gated call as a person decides on it. `verdict` says whether a person had to be asked; `runId`, `conversationId` and
 * `callId` are null when an outside agent proposed it, and then `outside` is there. `args` are of this version, `proposedArgs` the model's; `agentText` is what
 * the model said in that turn; `repair` how a person would make the effect good by hand; `settledBy` names the policy
 * version of an automatic approval. `provenance` has one entry a leaf of `args`.
 */
export const proposalView = z.object({
  id: z.string(),
  version: z.int(),
  viewHash: z.string(),
  status: proposalStatus,
  verdict: z.enum(['auto', 'require_approval']),
  tool: z.string(),
  agent: z.string(),
  args: jsonObject,
  proposedArgs: jsonObject,
  argsSchema: jsonObject,
  reversibility: reversibilityClass,
  delivery,
  summary: z.string(),
  preview,
  provenance: z.array(valueProvenance),
  gatedBy: z.string(),
  tainted: z.boolean(),
  /** Why text from outside may stand behind the call. */
  taint: z.string().optional(),
  /** What a check holds against it: with any of these a person decides. */
  findings: z.array(answerFinding),
  /** How far the agent's call can be trusted, 0 to 1, and what lowered it; absent for an outside agent's. */
  confidence: z.number().optional(),
  confidenceReasons: confidence.shape.reasons,
  requester: person,
  runId: z.string().nullable(),
  conversationId: z.string().nullable(),
  callId: z.string().nullable(),
  outside: outsideMembers.optional(),
  groupId: z.string(),
  position: z.int(),
  requiredApprovals: z.int(),
  givenApprovals: z.int(),
  approvers: z.array(z.string()),
  /** The group that was asked too, or will be at that time if nobody decides. */
  escalation: z.object({ group: z.string(), at: time, asked: z.boolean() }).optional(),
  holdSeconds: z.int(),
  holdUntil: time.optional(),
  repair: z.string(),
  /** For how long after it ran this can be undone; null when it can't. */
  undoSeconds: z.int().nullable(),
  agentText: z.string(),
  /** The same effect took place before, by this other proposal. */
  sameEffect: z.object({ proposalId: z.string(), settledAt: time }).optional(),
  /** What was rejected before on the same records in the same run, when this takes its place; `revision` is 2 for the first. */
  revises: z
    .object({
      proposalId: z.string(),
      revision: z.int(),
      args: jsonObject,
      preview,
      reason: z.string().optional(),
      rejectedBy: person,
    })
    .optional(),
  supersedesId: z.string().optional(),
  supersededById: z.string().optional(),
  settledBy: z.string().optional(),
  proposedAt: time,
  expiresAt: time,
  settledAt: time.optional(),
  decisions: z.array(decisionView),
  /** What whoever approves it has to type: the argument's value, sent as `typed` with the decision. */
  confirmation: confirmation.optional(),
  /** Empty when it waits no longer, when the caller asked for it, or is not among its approvers. */
  allowedDecisions: z.array(decisionVerdict),
  execution: executionView.optional(),
});
export type ProposalView = z.infer<typeof proposalView>;

export const proposalAnswer = z.object({ proposal: proposalView });
export type ProposalAnswer = z.infer<typeof proposalAnswer>;

/**
 * `POST /bulk-decisions`: one answer to several proposals of one reversible tool, each as it was seen when it was
 * chosen. Every proposal is decided by itself.
 */
export const bulkDecisionBody = z
  .strictObject({
    verdict: z.enum(['approve', 'reject']),
    proposals: z
      .array(z.strictObject({ id: z.string().min(1).max(200), version: z.int().min(1), viewHash: z.string().min(1) }))
      .min(1)
      .max(20),
    reason: z.string().trim().min(1).max(4000).optional(),
    reasonCodes: z.array(rejectionReason).min(1).max(rejectionReason.options.length).optional(),
  })
  .superRefine(({ verdict, reason, reasonCodes, proposals }, context) => {
    const need = (path: string, text: string) => context.addIssue({ code: 'custom', path: [path], message: text });
    if (verdict === 'reject' && !reason && !reasonCodes) need('reason', 'A rejection needs a reason.');
    if (new Set(proposals.map(({ id }) => id)).size < proposals.length) need('proposals', 'One proposal stands twice.');
  });
export type BulkDecisionInput = z.infer<typeof bulkDecisionBody>;

/** What became of each: how it stands now, or why this answer did not count. */
export const bulkDecisionAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      status: proposalStatus.optional(),
      problem: z.object({ code: errorCode, detail: z.string() }).optional(),
    }),
  ),
});
export type BulkDecisionAnswer = z.infer<typeof bulkDecisionAnswer>;

export const decisionAnswer = z.object({ decision: decisionView, proposal: proposalView });
export type DecisionAnswer = z.infer<typeof decisionAnswer>;

/** `POST /proposals/:id/preview`: what an edit to these arguments would do. Nothing is stored. */
export const previewBody = z.strictObject({ args: jsonObject });
export type PreviewInput = z.infer<typeof previewBody>;
export const previewAnswer = z.object({
  preview,
  viewHash: z.string(),
  summary: z.string(),
  confirmation: confirmation.optional(),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;
