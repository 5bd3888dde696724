import { z } from 'zod';
import { json } from './json';

const step = z.int();
const callIdentity = { step, callId: z.string(), toolUseId: z.string(), name: z.string() };

/** What each type of event carries; `step` is the step's index in its run, `callId` the tool call's own id. */
export const runEventData = {
  'run.status': z.object({ status: z.string(), reason: z.string().optional() }),
  /** Once more for the same step when another worker took the run over: what was streamed of it before is void. */
  'step.started': z.object({ step }),
  'step.finished': z.object({ step, model: z.string(), stopReason: z.string(), text: z.string(), costUsd: z.number() }),
  /** `attempt` counts from 1; text of an attempt is void once a later attempt of the same step streams. */
  'text.delta': z.object({ step, attempt: z.int(), text: z.string() }),
  'tool.called': z.object({ ...callIdentity, args: json, status: z.string() }),
  'tool.finished': z.object({
    ...callIdentity,
    status: z.string(),
    output: json.optional(),
    error: z.string().optional(),
    /** How old the output was when it came from the cache. */
    cachedSeconds: z.int().optional(),
  }),
  'proposal.created': z.object({
    ...callIdentity,
    proposalId: z.string(),
    version: z.int(),
    summary: z.string(),
    status: z.enum(['pending', 'approved']),
    requiredApprovals: z.int(),
    expiresAt: z.string(),
    supersedes: z.string().optional(),
  }),
  /** Also sent when nobody decided: `expired`, `cancelled`, `superseded`, and `pending` after an edit or refresh. */
  'proposal.decided': z.object({
    proposalId: z.string(),
    callId: z.string(),
    version: z.int(),
    status: z.string(),
    verdict: z.string().optional(),
    actor: z.object({ id: z.string(), name: z.string() }).optional(),
    reason: z.string().optional(),
    message: z.string().optional(),
    givenApprovals: z.int(),
    edited: z.boolean(),
    holdUntil: z.string().optional(),
  }),
  'execution.finished': z.object({
    executionId: z.string(),
    proposalId: z.string(),
    callId: z.string(),
    status: z.string(),
    error: z.string().optional(),
    /** Set when it undid this other execution, as this person asked. */
    reverts: z.string().optional(),
    actor: z.object({ id: z.string(), name: z.string() }).optional(),
  }),
  /** Approved, but more would be sent than its tool's rate limit allows before `until`. */
  'execution.held': z.object({
    executionId: z.string(),
    proposalId: z.string(),
    callId: z.string(),
    until: z.string(),
  }),
  'run.finished': z.object({ status: z.string(), reason: z.string().optional(), reply: z.string().optional() }),
};

export type RunEventType = keyof typeof runEventData;
const runEventType = z.enum(Object.keys(runEventData) as [RunEventType, ...RunEventType[]]);

/** An append-only fact of a run; `seq` is per run, from 1, without gaps, in commit order. */
export const runEvent = z.object({ seq: z.int(), at: z.string(), type: runEventType, data: json });
export type RunEvent = z.infer<typeof runEvent>;

/** An event before the store numbers and dates it. */
export type NewRunEvent = {
  [Type in RunEventType]: { type: Type; data: z.infer<(typeof runEventData)[Type]> };
}[RunEventType];
