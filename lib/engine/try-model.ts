import {
  ModelError,
  type ModelPurpose,
  type ModelRequest,
  type ModelTurn,
  type ModelUsage,
  type Spent,
} from '@/lib/domain/model';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Advance } from './advance';
import type { ModelChoice, NewModelCall } from './ports';
import { callWithRetry } from './retry';

/** One model's chance to answer. What it is charged without an answer goes to `failed`. */
export interface Trial {
  advance: Advance;
  record: RunRecord;
  choice: ModelChoice;
  purpose: ModelPurpose;
  request: ModelRequest;
  signal: AbortSignal;
  onText: (text: string) => void;
  onRestart: () => void;
  attempts?: number;
  failed: NewModelCall[];
}

/** `closed`: its breaker is open for so many seconds more, and nothing was sent. */
export type Trouble = { kind: 'closed'; model: string; seconds: number } | { kind: 'failed'; error: ModelError };
export type Outcome = { kind: 'turn'; turn: ModelTurn } | Trouble;

/** Under which name a model stands among what was not reached lately; no tool's name has a colon. */
const breakerOf = (model: string) => `model:${model}`;

/**
 * Asks one model, with its retries, unless its breaker is open; says afterwards whether it was reached. Rethrows the
 * abort of the signal, and what is no ModelError.
 */
export async function tryModel(trial: Trial): Promise<Outcome> {
  const { advance, record, choice } = trial;
  const { store } = advance.ports;
  const breaker = breakerOf(choice.model);
  const isFailing = record.failingTools.includes(breaker);
  if (isFailing) {
    const { waitSeconds } = await store.admitCall(store.withoutTransaction(), breaker);
    if (waitSeconds !== null) return { kind: 'closed', model: choice.model, seconds: waitSeconds };
  }
  const failures: (Spent & Error)[] = [];
  const startedAt = advance.ports.clock.monotonic();
  try {
    const turn = await callWithRetry(choice.port, trial.request, {
      ...trial,
      sleep: (milliseconds) => advance.ports.clock.sleep(milliseconds, trial.signal),
      onFailure: (failure) => failures.push(failure),
    });
    if (isFailing) await store.recordReach(breaker, true);
    return { kind: 'turn', turn };
  } catch (error) {
    const latencyMs = Math.round(advance.ports.clock.monotonic() - startedAt);
    trial.failed.push(...failedCalls(trial, failures, latencyMs));
    const outage = outageOf(error, trial, failures);
    if (outage === null) throw error;
    if (outage.kind === 'unavailable') await store.recordReach(breaker, false);
    else if (isFailing) await store.recordReach(breaker, true);
    return { kind: 'failed', error: outage };
  }
}

/** A run whose time ends while a model that failed before is tried again has no model, rather than too little time. */
function outageOf(error: unknown, { advance, signal }: Trial, failures: readonly Error[]): ModelError | null {
  if (error instanceof ModelError) return error;
  const last = failures.findLast((failure) => failure instanceof ModelError);
  return signal.aborted && !advance.signal.aborted ? (last ?? null) : null;
}

/** One row for all attempts, when they cost anything. */
function failedCalls(trial: Trial, failures: readonly (Spent & Error)[], latencyMs: number): NewModelCall[] {
  const costUsd = failures.reduce((sum, failure) => sum + failure.costUsd, 0);
  if (costUsd === 0) return [];
  const { advance, record, purpose, choice, request } = trial;
  const error = failures.at(-1)?.message ?? null;
  const usage = failures.map((failure) => failure.usage).reduce(added);
  const id = advance.ports.newId();
  const stepIndex = record.steps.length;
  return [{ id, stepIndex, purpose, model: choice.model, request, answer: null, error, usage, costUsd, latencyMs }];
}

function added(one: ModelUsage, other: ModelUsage): ModelUsage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
  };
}
