import { z } from 'zod';
import { answerFinding } from '@/lib/domain/answer';
import { eventSource } from '@/lib/domain/business-event';
import { confidence } from '@/lib/domain/confidence';
import { contextSettings } from '@/lib/domain/context-settings';
import { decisionVerdict } from '@/lib/domain/decision';
import { executionStatus } from '@/lib/domain/execution';
import { json } from '@/lib/domain/json';
import { runRoute, usage } from '@/lib/domain/run';
import { gateLayer } from '@/lib/domain/tool-call';
import { runEvent } from '@/lib/domain/run-event';
import { proposalStatus } from '@/lib/domain/proposal';
import { runView, stepView, toolCallView } from './run';
import { time } from './time';
import { person } from './user';

/** One part of a prompt: its size in characters and how it begins. */
const promptPartView = z.object({
  kind: z.enum(['system', 'tools', 'user', 'assistant']),
  characters: z.int(),
  start: z.string(),
});
export type PromptPartView = z.infer<typeof promptPartView>;

/** What was sent to the model for a step; the first `shared` parts are those of the step before. */
const promptView = z.object({ shared: z.int(), parts: z.array(promptPartView) });

export const tracedStep = stepView.extend({
  /** As it was asked for; a provider may answer under a longer name. */
  askedModel: z.string().optional(),
  cacheWriteTokens: z.int(),
  prompt: promptView.optional(),
});
export type TracedStep = z.infer<typeof tracedStep>;

/** One attempt to make an effect happen, or to undo one, which has the person who asked for it. */
const tracedExecution = z.object({
  id: z.string(),
  status: executionStatus,
  undoes: z.boolean(),
  actor: person.optional(),
  attempts: z.int(),
  error: z.string().optional(),
  /** Its tool's rate limit kept it until then. */
  heldUntil: time.optional(),
  /** What a person found out about an unknown outcome, and who. */
  evidence: z.string().optional(),
  reconciledBy: person.optional(),
  createdAt: time,
  dispatchedAt: time.optional(),
  settledAt: time.optional(),
});

/** What the gate made of a write, as it was proposed or proposed again, and what came of it. */
export const tracedProposal = z.object({
  id: z.string(),
  version: z.int(),
  status: proposalStatus,
  summary: z.string(),
  gatedBy: z.string(),
  taint: z.string().optional(),
  confidence: confidence.optional(),
  /** What its texts for people claim and stands nowhere, and what a second model holds against it; for reviewers. */
  findings: z.array(answerFinding),
  /** What was to run instead of the model's own arguments, where a person changed them. */
  editedArgs: json.optional(),
  settledBy: z.string().optional(),
  proposedAt: time,
  settledAt: time.optional(),
  decisions: z.array(
    z.object({
      actor: person,
      verdict: decisionVerdict,
      version: z.int(),
      reason: z.string().optional(),
      message: z.string().optional(),
      at: time,
    }),
  ),
  executions: z.array(tracedExecution),
});
export type TracedProposal = z.infer<typeof tracedProposal>;

const gateView = z.object({
  /** The layer of the gate that refused the call. */
  refusedBy: gateLayer.optional(),
  /** The arguments as the model wrote them, where they could not be read. */
  inputText: z.string().optional(),
  proposals: z.array(tracedProposal),
});

/** A call with how its output begins, as JSON text, and how long that is. */
export const tracedCall = toolCallView
  .omit({ output: true })
  .extend({ ...gateView.shape, output: z.object({ start: z.string(), characters: z.int() }).optional() });
export type TracedCall = z.infer<typeof tracedCall>;

/** A call of a model beside the turns. */
export const tracedModelCall = z.object({
  id: z.string(),
  stepIndex: z.int().optional(),
  purpose: z.string(),
  model: z.string(),
  answer: z.string().optional(),
  error: z.string().optional(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  cacheReadTokens: z.int(),
  cacheWriteTokens: z.int(),
  costUsd: z.number(),
  latencyMs: z.int(),
  at: time,
});
export type TracedModelCall = z.infer<typeof tracedModelCall>;

/** What was told of the business: by a tool, by the agent when the run ended, or by a watcher of what it said. */
export const tracedEvent = z.object({
  id: z.string(),
  source: eventSource,
  name: z.string(),
  tool: z.string().optional(),
  data: json,
  at: time,
});
export type TracedEvent = z.infer<typeof tracedEvent>;

/** What a run was started with, and what went on around its steps. Guidance and events are for reviewers. */
export const runSurroundings = z.object({
  route: runRoute,
  /** What the person said who had it resumed. */
  guidance: z.string().optional(),
  /** The run that resumed this one. */
  resumedByRunId: z.string().optional(),
  /** Milliseconds it was worked on; waiting for people does not count. */
  activeMs: z.int(),
  /** Times it was set aside because its model was away. */
  modelWaits: z.int(),
  /** Below it the front door asks what is meant. */
  intentThreshold: z.number(),
  /** How much of what its prompts may hold. */
  contextSettings,
  businessEvents: z.array(tracedEvent),
});
export type RunSurroundings = z.infer<typeof runSurroundings>;

/** What all runs of a conversation used and cost together, and the cap that held for this one. */
const conversationTotal = z.object({ runs: z.int(), usage, capUsd: z.number().optional() });
export type ConversationTotal = z.infer<typeof conversationTotal>;

/** `GET /runs/:id/trace`: a run for looking at. Prompts and calls beside the turns are for reviewers. */
export const runTrace = runView.omit({ steps: true, toolCalls: true }).extend({
  ...runSurroundings.shape,
  steps: z.array(tracedStep),
  calls: z.array(tracedCall),
  modelCalls: z.array(tracedModelCall),
  conversation: conversationTotal,
});
export type RunTrace = z.infer<typeof runTrace>;
export const runTraceAnswer = z.object({ trace: runTrace });
export type RunTraceAnswer = z.infer<typeof runTraceAnswer>;

/** `GET /runs/:id/prompt`: of a step, or of a call beside the turns; parts from the one at `from`. */
export const runPromptQuery = z.strictObject({
  step: z.coerce.number().int().min(0).max(10_000).default(0),
  modelCall: z.string().max(100).optional(),
  from: z.coerce.number().int().min(0).max(100_000).default(0),
});
export type RunPromptInput = z.infer<typeof runPromptQuery>;
export const runPrompt = z.object({ parts: z.array(z.string()) });
export type RunPrompt = z.infer<typeof runPrompt>;

/**
 * `GET /runs/:id/record`: everything that is kept of a run. Reviewers also get its prompts: of each step and each call
 * beside the turns the parts in order by their hashes, and each part's text once.
 */
export const runRecord = z.object({
  run: runView,
  surroundings: runSurroundings,
  gates: z.record(z.string(), gateView),
  modelCalls: z.array(tracedModelCall.extend({ promptParts: z.array(z.string()) })),
  prompts: z.object({ steps: z.array(z.array(z.string())), parts: z.record(z.string(), z.string()) }).optional(),
  events: z.array(runEvent),
});
export type RunRecordAnswer = z.infer<typeof runRecord>;
