import type { EscalationReason } from '@/lib/domain/run';
import { allCalls, type CallRecord, type RunRecord, type StepRecord } from '@/lib/domain/run-record';
import { isSettled } from '@/lib/domain/tool-call';

/** Why a run must stop; `detail` is for the people who take it over, not for the end user. */
export interface Stop {
  reason: EscalationReason;
  detail: string;
}

const MAX_REJECTIONS = 3;

/** The first hard stop a run has reached, or null. Pure: checked before every model call and automatic dispatch. */
export function findStop(record: RunRecord): Stop | null {
  return (
    repeatedCall(record) ??
    tooManyRejections(record) ??
    overBudget(record) ??
    overTime(record) ??
    withoutProgress(record) ??
    tooManySteps(record)
  );
}

/** How often the last call of the list stands at its end in a row; identical means same tool, same canonical arguments. */
export function repetitionsAtEnd(calls: readonly Pick<CallRecord, 'name' | 'args'>[]): number {
  const last = calls.at(-1);
  if (!last || last.args === null) return last ? 1 : 0;
  let count = 0;
  for (let index = calls.length - 1; index >= 0 && isIdentical(calls[index], last); index -= 1) count += 1;
  return count;
}

function isIdentical(call: Pick<CallRecord, 'name' | 'args'> | undefined, other: Pick<CallRecord, 'name' | 'args'>) {
  return call !== undefined && call.name === other.name && call.args === other.args;
}

function repeatedCall(record: RunRecord): Stop | null {
  const calls = allCalls(record);
  const end = calls.findIndex(
    (_, index) => repetitionsAtEnd(calls.slice(0, index + 1)) >= record.limits.maxRepeatedCalls,
  );
  if (end < 0) return null;
  const detail = `${calls[end]?.name} was called ${record.limits.maxRepeatedCalls} times in a row with the same arguments.`;
  return { reason: 'repeated_call', detail };
}

function tooManyRejections(record: RunRecord): Stop | null {
  const rejected = allCalls(record).filter((call) => call.status === 'rejected').length;
  if (rejected < MAX_REJECTIONS) return null;
  return { reason: 'rejected_too_often', detail: `Reviewers rejected ${rejected} proposals of this run.` };
}

function overBudget(record: RunRecord): Stop | null {
  if (record.costUsd < record.limits.maxCostUsd) return null;
  const spent = `$${record.costUsd.toFixed(4)} of $${record.limits.maxCostUsd.toFixed(2)}`;
  return { reason: 'cost_cap', detail: `The run has spent ${spent}.` };
}

function overTime(record: RunRecord): Stop | null {
  if (record.activeMs < record.limits.maxActiveSeconds * 1000) return null;
  return { reason: 'wall_clock', detail: `The run was active for ${Math.round(record.activeMs / 1000)} s.` };
}

function withoutProgress(record: RunRecord): Stop | null {
  const seen = new Set<string>();
  let idle = 0;
  for (const step of record.steps) {
    if (madeProgress(step, seen)) idle = 0;
    // What is still to run may yet bring something new.
    else if (step.calls.every((call) => isSettled(call.status))) idle += 1;
  }
  if (idle < record.limits.maxStepsWithoutProgress) return null;
  return { reason: 'no_progress', detail: `The last ${idle} steps brought no new result and changed nothing.` };
}

/** Progress: a call returned a non-error result not yet seen in this run, or a write executed. */
function madeProgress(step: StepRecord, seen: Set<string>): boolean {
  let progress = false;
  for (const call of step.calls) {
    if (call.status !== 'succeeded') continue;
    const result = `${call.name} ${call.output ?? ''}`;
    if (call.execution !== null || !seen.has(result)) progress = true;
    seen.add(result);
  }
  return progress;
}

function tooManySteps(record: RunRecord): Stop | null {
  if (record.steps.length < record.limits.maxSteps) return null;
  return {
    reason: 'step_cap',
    detail: `The run has reached its limit of ${record.limits.maxSteps} ${record.limits.maxSteps === 1 ? 'step' : 'steps'}.`,
  };
}
