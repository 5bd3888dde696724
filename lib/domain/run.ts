import { z } from 'zod';
import type { TransitionTable } from './transition';

export const runStatus = z.enum([
  'queued',
  'running',
  'awaiting',
  'parked',
  'succeeded',
  'escalated',
  'failed',
  'cancelled',
]);
export type RunStatus = z.infer<typeof runStatus>;

/** `parked` is a dead letter: too many claims ended without a commit, so a person looks before it goes on. */
export const runTransitions: TransitionTable<RunStatus> = {
  queued: ['running', 'cancelled'],
  running: ['queued', 'awaiting', 'parked', 'succeeded', 'escalated', 'failed', 'cancelled'],
  awaiting: ['queued', 'cancelled'],
  parked: ['queued', 'failed'],
  succeeded: [],
  escalated: [],
  failed: [],
  cancelled: [],
};

export const escalationReason = z.enum([
  'step_cap',
  'cost_cap',
  'no_progress',
  'repeated_call',
  'wall_clock',
  'low_confidence',
  'validator_rejected',
  'not_grounded',
  'policy_denied',
  'rejected_too_often',
  'asked_for_human',
  'model_unavailable',
]);
export type EscalationReason = z.infer<typeof escalationReason>;

/** The reasons that say a run went in circles. */
export const loopReasons: readonly EscalationReason[] = ['no_progress', 'repeated_call'];

/** Hard stops of one run, set per agent and frozen into the run when it starts. */
export const runLimits = z.object({
  maxSteps: z.int().min(1).max(200),
  maxCostUsd: z.number().positive().max(1000),
  maxActiveSeconds: z.number().positive().max(86_400),
  maxStepsWithoutProgress: z.int().min(1).max(100),
  maxRepeatedCalls: z.int().min(2).max(100),
  maxPendingPerRun: z.int().min(1).max(1000),
  maxPendingPerUserHour: z.int().min(1).max(100_000),
});
export type RunLimits = z.infer<typeof runLimits>;

export const defaultRunLimits: RunLimits = {
  maxSteps: 8,
  maxCostUsd: 0.5,
  maxActiveSeconds: 90,
  maxStepsWithoutProgress: 3,
  maxRepeatedCalls: 3,
  maxPendingPerRun: 20,
  maxPendingPerUserHour: 200,
};

/** Who answers: `agent` skips the classifier, `rules` forces rules mode, `auto` lets the deployment decide. */
export const runRoute = z.enum(['auto', 'agent', 'rules']);
export type RunRoute = z.infer<typeof runRoute>;

export const usage = z.object({
  inputTokens: z.int(),
  outputTokens: z.int(),
  cacheReadTokens: z.int(),
  costUsd: z.number(),
});
