import type { Agent } from '@/lib/domain/agent';
import type { AnswerFinding } from '@/lib/domain/answer';
import type { StepContext } from '@/lib/domain/context-settings';
import type { ModelRequest, ModelTurn } from '@/lib/domain/model';
import type { NewRunEvent } from '@/lib/domain/run-event';
import { allCalls, textOf, type RunRecord } from '@/lib/domain/run-record';
import { StatementFilter } from '@/lib/domain/stated-confidence';
import type { Advance } from './advance';
import { checkOfNextTurn, type AnswerCheck } from './answer-check';
import { bookCalls } from './book-calls';
import { CheckedStream } from './checked-stream';
import { prepareRequest, type PreparedRequest } from './context';
import { startDeadline, type Deadline } from './deadline';
import { withoutForeignThinking } from './foreign-thinking';
import { isCapped, keepToCaps } from './keep-to-caps';
import type { EnginePorts, ModelChoice, NewModelCall } from './ports';
import type { Stop } from './stop-conditions';
import { TextRecorder } from './text-recorder';
import { tryModel, type Trouble } from './try-model';

/** A turn with all that is stored together with it. */
export interface AnsweredTurn {
  turn: ModelTurn;
  request: ModelRequest;
  context: StepContext;
  /** What is wrong with its text. */
  findings: AnswerFinding[];
  /** Why another model than the usual one was asked. */
  routed: string | null;
  /** Events of the step that are not stored yet; they come before the turn's own. */
  events: NewRunEvent[];
  /** Calls that cost something and led to no turn. */
  failed: NewModelCall[];
  /** What was kept under a cap for it. */
  reservationId: string | null;
}

export type Answer =
  | ({ kind: 'turn' } & AnsweredTurn)
  | { kind: 'wait'; seconds: number }
  | { kind: 'stop'; stop: Stop; failed: NewModelCall[] };

/** Times a run waits for a model whose breaker is open, and the longest such wait. */
const MOST_WAITS = 2;
const LONGEST_WAIT_SECONDS = 30;

/**
 * Asks for the run's next turn, streaming its text into events. Each call is kept to the hard caps before it is made.
 * Trouble is retried inside the run's limits. Then the stand-in model is asked, when there is one; then rules, when
 * nothing has been called yet and their grammar understands; a run that only met an open breaker waits a little; else it
 * stops with `model_unavailable`. Rethrows the abort of the worker's signal, with what was charged booked.
 */
export async function askModel(advance: Advance, record: RunRecord, agent: Agent): Promise<Answer> {
  const { ports, claim, signal } = advance;
  const deadline = startDeadline(signal, timeLeftOf(record));
  const recorder = new TextRecorder(ports, claim, record.steps.length);
  const failed: NewModelCall[] = [];
  const reservationId = isCapped(record) ? record.id : null;
  try {
    const history = await (advance.history ??= ports.store.loadHistory(record));
    const check = checkOfNextTurn(record, history, agent);
    const answer = await askInTurn({ advance, record, agent, deadline, recorder, check, reservationId, failed });
    if (answer.kind !== 'turn' && reservationId !== null) await release(ports, reservationId);
    return answer;
  } catch (error) {
    if (signal.aborted) {
      await bookCalls(advance, record, failed, reservationId);
      throw error;
    }
    if (deadline.expired()) return { kind: 'stop', stop: timedOut(record), failed };
    throw error;
  } finally {
    recorder.stop();
    deadline.clear();
  }
}

function release({ store }: EnginePorts, reservationId: string): Promise<void> {
  return store.releaseSpend(store.withoutTransaction(), reservationId);
}

interface Asking {
  advance: Advance;
  record: RunRecord;
  agent: Agent;
  deadline: Deadline;
  recorder: TextRecorder;
  check: AnswerCheck;
  reservationId: string | null;
  failed: NewModelCall[];
}

/** The usual model, then those that stand in for it, as long as there is time. */
async function askInTurn(asking: Asking): Promise<Answer> {
  const { advance, record, agent, deadline } = asking;
  const troubles: Trouble[] = [];
  let choice: ModelChoice | undefined = advance.ports.models.choose(record, agent, 'act');
  let prepared: PreparedRequest;
  do {
    prepared = await requestFor(asking, choice);
    const answer = await askOne(asking, choice, prepared);
    if (answer.kind === 'turn' || answer.kind === 'stop') return answer;
    troubles.push(answer);
    choice = choice.standIn;
  } while (choice && !deadline.expired());
  return answerWithoutModel(asking, prepared, troubles);
}

async function requestFor({ advance, record, agent }: Asking, { model }: ModelChoice): Promise<PreparedRequest> {
  const history = await (advance.history ??= advance.ports.store.loadHistory(record));
  const runs = history.runs.map((run) => withoutForeignThinking(run, model));
  return prepareRequest(withoutForeignThinking(record, model), { ...history, runs }, agent, model);
}

async function askOne(
  asking: Asking,
  choice: ModelChoice,
  { request, context, tooLarge }: PreparedRequest,
): Promise<Exclude<Answer, { kind: 'wait' }> | Trouble> {
  const { advance, record, deadline, recorder, check, reservationId, failed } = asking;
  if (tooLarge) return { kind: 'stop', stop: tooLong(context), failed };
  const usd = failed.reduce((sum, { costUsd }) => sum + costUsd, choice.port.estimateCostUsd(request));
  const plan = { reservationId: record.id, usd, milliseconds: timeLeftOf(record) };
  const stop = await keepToCaps(advance.ports, record, plan);
  if (stop) return { kind: 'stop', stop, failed };
  const { onText, onRestart, onEnd } = listenTo(recorder, check, record.trust.confidence.replyThreshold > 0);
  const outcome = await tryModel({
    ...{ advance, record, choice, request, failed, purpose: 'act', signal: deadline.signal },
    ...{ onText, onRestart },
  });
  if (outcome.kind !== 'turn') {
    onRestart();
    return outcome;
  }
  const findings = onEnd();
  const events = await recorder.rest();
  // Rules that answer in front of a model leave nobody else to give a reason for.
  const routed = outcome.turn.model === 'rules' ? null : (choice.why ?? null);
  return { kind: 'turn', turn: outcome.turn, request, context, findings, routed, events, failed, reservationId };
}

/**
 * Streams a turn's text as people may read it: checked, and without what the model states of its confidence. Where a reply
 * must be trusted enough, that is known at its end, and nothing streams.
 */
function listenTo(recorder: TextRecorder, check: AnswerCheck, holdsBack: boolean) {
  const show = (text: string) => (holdsBack ? undefined : recorder.add(text));
  let filter = new StatementFilter();
  let checked = new CheckedStream(check);
  return {
    onText: (text: string) => show(checked.push(filter.push(text))),
    onRestart: () => {
      filter = new StatementFilter();
      checked = new CheckedStream(check);
      recorder.restart();
    },
    onEnd: (): AnswerFinding[] => {
      show(checked.push(filter.end()));
      const { findings, rest } = checked.end();
      show(rest);
      return findings;
    },
  };
}

async function answerWithoutModel(
  asking: Asking,
  { request, context }: PreparedRequest,
  troubles: Trouble[],
): Promise<Answer> {
  const { advance, record, agent, recorder, check, reservationId, failed } = asking;
  const turn = allCalls(record).length === 0 ? advance.ports.models.fallback(request, agent) : null;
  if (turn) {
    const routed = `Answered by fixed rules: ${troubles.map(inWords).join(' ')}`;
    const events = await recorder.rest();
    const findings = check(textOf(turn.blocks));
    return { kind: 'turn', turn, request, context, findings, routed, events, failed, reservationId };
  }
  const closed = troubles.flatMap((trouble) => (trouble.kind === 'closed' ? [trouble.seconds] : []));
  const seconds = Math.min(...closed);
  const mayWait = record.modelWaits < MOST_WAITS && seconds <= LONGEST_WAIT_SECONDS;
  if (closed.length === troubles.length && mayWait) return { kind: 'wait', seconds };
  const detail = `The model did not answer: ${troubles.map(inWords).join(' ')}`;
  return { kind: 'stop', stop: { reason: 'model_unavailable', detail }, failed };
}

function inWords(trouble: Trouble): string {
  if (trouble.kind === 'failed') return trouble.error.message;
  return `${trouble.model} was not reached lately, so it was not asked.`;
}

function timeLeftOf(record: RunRecord): number {
  return record.limits.maxActiveSeconds * 1000 - record.activeMs;
}

function tooLong({ share, windowTokens }: StepContext): Stop {
  const part = `${Math.round(share * 100)} % of the model's ${windowTokens} tokens`;
  const detail = `The conversation is too long: with everything shortened it would still take ${part}. Nothing was sent.`;
  return { reason: 'cost_cap', detail };
}

function timedOut(record: RunRecord): Stop {
  return { reason: 'wall_clock', detail: `The run was active for its ${record.limits.maxActiveSeconds} s.` };
}
