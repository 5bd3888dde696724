import type { Agent } from '@/lib/domain/agent';
import type { StepContext } from '@/lib/domain/context-settings';
import { ModelError, type ModelRequest, type ModelTurn } from '@/lib/domain/model';
import { StatementFilter } from '@/lib/domain/stated-confidence';
import type { NewRunEvent } from '@/lib/domain/run-event';
import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import type { Advance } from './advance';
import { prepareRequest } from './context';
import { startDeadline } from './deadline';
import type { EnginePorts, ModelChoice } from './ports';
import { callWithRetry } from './retry';
import type { Stop } from './stop-conditions';
import { TextRecorder } from './text-recorder';

/** `events` are those of the step that are not stored yet; they come before the turn's own. */
export type Answer =
  | { ok: true; turn: ModelTurn; request: ModelRequest; context: StepContext; events: NewRunEvent[] }
  | { ok: false; stop: Stop; costUsd: number };

/**
 * Asks the model for the run's next turn, streaming its text into events. Trouble is retried inside the run's
 * limits; an outage that outlasts the retries is answered by rules when nothing has been called yet and the grammar
 * understands, else the run stops with `model_unavailable`. Rethrows the abort of the worker's signal.
 */
export async function askModel(advance: Advance, record: RunRecord, agent: Agent): Promise<Answer> {
  const { ports, claim, signal } = advance;
  const choice = ports.models.choose(record, agent, 'act');
  const history = await (advance.history ??= ports.store.loadHistory(record));
  const { request, context, tooLarge } = prepareRequest(record, history, agent, choice.model);
  if (tooLarge) return { ok: false, stop: tooLong(context), costUsd: 0 };
  const estimate = choice.port.estimateCostUsd(request);
  if (record.costUsd + estimate > record.limits.maxCostUsd) {
    return { ok: false, stop: overBudget(record, estimate), costUsd: 0 };
  }
  const deadline = startDeadline(signal, record.limits.maxActiveSeconds * 1000 - record.activeMs);
  const recorder = new TextRecorder(ports, claim, record.steps.length);
  try {
    const turn = await streamTurn(ports, recorder, choice, request, deadline.signal);
    return { ok: true, turn, request, context, events: await recorder.rest() };
  } catch (error) {
    if (signal.aborted) throw error;
    if (deadline.expired()) return { ok: false, stop: timedOut(record), costUsd: 0 };
    if (!(error instanceof ModelError)) throw error;
    recorder.restart();
    return answerWithoutModel(ports, record, agent, { request, context }, error, await recorder.rest());
  } finally {
    recorder.stop();
    deadline.clear();
  }
}

/** Streams a turn's text as people may read it: without what the model states of its confidence. */
async function streamTurn(
  ports: EnginePorts,
  recorder: TextRecorder,
  choice: ModelChoice,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelTurn> {
  let filter = new StatementFilter();
  const turn = await callWithRetry(choice.port, request, {
    onText: (text) => recorder.add(filter.push(text)),
    onRestart: () => {
      filter = new StatementFilter();
      recorder.restart();
    },
    signal,
    sleep: (milliseconds) => ports.clock.sleep(milliseconds, signal),
  });
  recorder.add(filter.end());
  return turn;
}

function answerWithoutModel(
  ports: EnginePorts,
  record: RunRecord,
  agent: Agent,
  { request, context }: { request: ModelRequest; context: StepContext },
  error: ModelError,
  events: NewRunEvent[],
): Answer {
  const turn = allCalls(record).length === 0 ? ports.models.fallback(request, agent) : null;
  // Failed attempts may have cost something all the same; the run pays for them whoever answers.
  if (turn) return { ok: true, request, context, events, turn: { ...turn, costUsd: turn.costUsd + error.costUsd } };
  const detail = `The model did not answer: ${error.message}`;
  return { ok: false, stop: { reason: 'model_unavailable', detail }, costUsd: error.costUsd };
}

function overBudget(record: RunRecord, estimate: number): Stop {
  const spent = `$${record.costUsd.toFixed(4)} is spent and the next call could cost $${estimate.toFixed(4)}`;
  return { reason: 'cost_cap', detail: `${spent}; the limit is $${record.limits.maxCostUsd.toFixed(2)}.` };
}

function tooLong({ share, windowTokens }: StepContext): Stop {
  const part = `${Math.round(share * 100)} % of the model's ${windowTokens} tokens`;
  const detail = `The conversation is too long: with everything shortened it would still take ${part}. Nothing was sent.`;
  return { reason: 'cost_cap', detail };
}

function timedOut(record: RunRecord): Stop {
  return { reason: 'wall_clock', detail: `The run was active for its ${record.limits.maxActiveSeconds} s.` };
}
