import { z } from 'zod';
import { answerFinding } from '@/lib/domain/answer';
import { confidence } from '@/lib/domain/confidence';
import { LONGEST_MESSAGE, understanding } from '@/lib/domain/front-door';
import { stepContext } from '@/lib/domain/context-settings';
import { json } from '@/lib/domain/json';
import { runEvent } from '@/lib/domain/run-event';
import { runLimits, runRoute, runStatus, usage } from '@/lib/domain/run';
import { toolCallStatus } from '@/lib/domain/tool-call';
import { pageOf, pageQuery } from './page';
import { revertView } from './revert';
import { time } from './time';
import { person } from './user';

/** `POST /runs`. An unknown or foreign conversation is a 404; `route: "agent"` skips the classifier. */
export const startRunBody = z.strictObject({
  agent: z.string().min(1).max(100),
  message: z.string().trim().min(1).max(LONGEST_MESSAGE),
  conversationId: z.string().min(1).max(100).optional(),
  route: runRoute.default('auto'),
});
export type StartRunInput = z.infer<typeof startRunBody>;

/** A run as lists and conversations show it. `reason` is the code of an escalation, `reasonDetail` the same in a sentence. */
export const runSummary = z.object({
  id: z.string(),
  conversationId: z.string(),
  agent: z.string(),
  status: runStatus,
  reason: z.string().optional(),
  reasonDetail: z.string().optional(),
  message: z.string(),
  reply: z.string().optional(),
  /** How far its latest words can be trusted, 0 to 1; absent before there are any. */
  confidence: z.number().optional(),
  requester: person,
  resumesRunId: z.string().optional(),
  createdAt: time,
  finishedAt: time.optional(),
  usage,
});
export type RunSummary = z.infer<typeof runSummary>;

/** One turn: `text` is what the model said to people, `reasoning` what it thought. */
export const stepView = z.object({
  index: z.int(),
  model: z.string(),
  text: z.string(),
  reasoning: z.string(),
  confidence: confidence.optional(),
  /** Why another model than the usual one was asked. */
  routed: z.string().optional(),
  stopReason: z.string(),
  notes: z.array(z.string()),
  /** What its prompt was made of and what was left out of it; absent for steps of a release that did not keep it. */
  context: stepContext.optional(),
  /** What is wrong with the text, which was not sent to anybody: for reviewers, as the text itself is then. */
  findings: z.array(answerFinding),
  usage,
  costUsd: z.number(),
  latencyMs: z.int(),
  startedAt: time,
  finishedAt: time,
});
export type StepView = z.infer<typeof stepView>;

/** One call; `id` is the model's own id of it, `callId` ours, `args` null when the intake refused them. */
export const toolCallView = z.object({
  id: z.string(),
  callId: z.string(),
  stepIndex: z.int(),
  name: z.string(),
  args: json,
  status: toolCallStatus,
  output: json.optional(),
  error: z.string().optional(),
  /** How old the output was when it came from the cache, in seconds; absent when the tool was asked. */
  cachedSeconds: z.int().optional(),
  /** Dollars it cost outside the model. */
  costUsd: z.number(),
  proposalId: z.string().optional(),
  summary: z.string().optional(),
  /** Who undid its effect. */
  revert: revertView.optional(),
  startedAt: time,
  settledAt: time.optional(),
});
export type ToolCallView = z.infer<typeof toolCallView>;

export const runView = runSummary.extend({
  steps: z.array(stepView),
  toolCalls: z.array(toolCallView),
  limits: runLimits,
  /** What the front door made of the message; absent when it was not asked. */
  intent: understanding.optional(),
  /** What lowered the run's confidence. */
  confidenceReasons: confidence.shape.reasons,
  /** The share of the message's words that the agent's last runs did not hold, 0 to 1; absent when there is too little to tell. */
  novelty: z.number().optional(),
  /** Kinds of text in the message that a reader would not see. */
  hiddenText: z.array(z.string()),
});
export type RunView = z.infer<typeof runView>;

export const runAnswer = z.object({ run: runView });
export type RunAnswer = z.infer<typeof runAnswer>;

const runFilter = {
  status: runStatus.optional(),
  /** Why the run was handed to people: one reason, or several with commas between them. */
  reason: z
    .string()
    .regex(/^\w{1,40}(,\w{1,40}){0,19}$/)
    .optional(),
  agent: z.string().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  /** A tool the run called. */
  tool: z.string().max(200).optional(),
  /** The id of whoever asked, or a part of their name or e-mail address. */
  user: z.string().trim().min(1).max(320).optional(),
};
export type RunFilterInput = z.infer<z.ZodObject<typeof runFilter>>;

/** `GET /runs`: a user sees their own; reviewers and admins see all. `since` is inclusive, `until` is not. */
export const listRunsQuery = z.strictObject({ ...pageQuery, ...runFilter });
export type ListRunsInput = z.infer<typeof listRunsQuery>;

/** `GET /run-counts`: how many of these runs began in each of equal `parts` of the time, of the last day unless it is said. */
export const countRunsQuery = z.strictObject({
  ...runFilter,
  parts: z.coerce.number().int().min(1).max(400).default(24),
});
export type CountRunsInput = z.infer<typeof countRunsQuery>;
export const runCounts = z.object({ since: time, until: time, items: z.array(z.int()) });
export type RunCounts = z.infer<typeof runCounts>;
export const runPage = pageOf(runSummary);
export type RunPage = z.infer<typeof runPage>;

/** `GET /runs/:id/events`: the events after this sequence number; the Last-Event-ID header wins. */
export const runEventsQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });
export const runEventList = z.object({ items: z.array(runEvent) });
export type RunEventList = z.infer<typeof runEventList>;
