import type { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import type { ModelPurpose, ModelRequest, ModelTurn } from '@/lib/domain/model';
import { textOf, type RunRecord } from '@/lib/domain/run-record';
import { intakeArguments } from '@/lib/gate/intake';
import type { Advance } from './advance';
import { bookCalls } from './book-calls';
import { startDeadline } from './deadline';
import { isCapped, keepToCaps } from './keep-to-caps';
import type { ModelChoice, NewModelCall } from './ports';
import { tryModel, type Outcome } from './try-model';

/** One question around a run's turns. `answer` is what its one JSON object must be. */
export interface Question<Value> {
  purpose: ModelPurpose;
  system: string;
  content: string;
  answer: z.ZodType<Value>;
  maxTokens?: number;
}

export interface AsideAnswer<Value> {
  value: Value;
  modelCallId: string;
}

const MAX_OUTPUT_TOKENS = 1024;
/** Somebody waits for the run, and nobody for this answer. */
const LONGEST_MS = 20_000;
/** Of a request that fails; the turn that follows has four of its own. */
const ATTEMPTS = 2;
/** Answers that are asked for: the first, and one more when it can't be read. */
const ANSWERS = 2;

/** A request before it is known who is asked. */
type Unaddressed = Omit<ModelRequest, 'model'>;
type Reading<Value> = { ok: true; value: Value } | { ok: false; fault: string };

/**
 * Asks a model one question without tools, whose answer must be one JSON object of this shape. Every call made for it is
 * stored and booked to the run under the claim, and to `record`, which has no other way to learn of it. A model that is
 * away or whose breaker is open is stood in for by the agent's fallback model. Null when nobody answers: rules mode, a hard
 * cap or the run's time reached, an outage of all, two answers that can't be read.
 * Throws only the abort of the worker's signal and StaleClaim.
 */
export async function askAside<Value>(
  advance: Advance,
  record: RunRecord,
  agent: Agent,
  question: Question<Value>,
): Promise<AsideAnswer<Value> | null> {
  const { ports, signal } = advance;
  const choice = ports.models.choose(record, agent, question.purpose);
  if (choice.model === 'rules') return null;
  const milliseconds = Math.min(record.limits.maxActiveSeconds * 1000 - record.activeMs, LONGEST_MS);
  if (milliseconds <= 0) return null;
  const deadline = startDeadline(signal, milliseconds);
  const reservationId = ports.newId();
  const asking: Asking = { advance, record, choice, signal: deadline.signal, milliseconds, reservationId, calls: [] };
  try {
    return await askForObject(asking, question);
  } catch (error) {
    if (signal.aborted || !deadline.expired()) throw error;
    return null;
  } finally {
    deadline.clear();
    await bookCalls(advance, record, asking.calls, isCapped(record) ? reservationId : null);
  }
}

interface Asking {
  advance: Advance;
  record: RunRecord;
  /** Who is asked; once a stand-in answered, it is asked on. */
  choice: ModelChoice;
  signal: AbortSignal;
  milliseconds: number;
  reservationId: string;
  calls: NewModelCall[];
}

async function askForObject<Value>(asking: Asking, question: Question<Value>): Promise<AsideAnswer<Value> | null> {
  const { advance, record, calls } = asking;
  let request: Unaddressed = {
    system: question.system,
    tools: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: question.content }] }],
    maxTokens: question.maxTokens ?? MAX_OUTPUT_TOKENS,
  };
  for (let answers = 1; answers <= ANSWERS; answers += 1) {
    const turn = await askOnce(asking, question.purpose, request);
    if (turn === null) return null;
    const id = advance.ports.newId();
    const text = textOf(turn.blocks);
    const reading = readObject(text, question.answer);
    const { model, usage, costUsd, latencyMs } = turn;
    const sent = { ...request, model: asking.choice.model };
    const asked = { id, stepIndex: record.steps.length, purpose: question.purpose, request: sent };
    const error = reading.ok ? null : reading.fault;
    calls.push({ ...asked, model, answer: text, error, usage, costUsd, latencyMs });
    if (reading.ok) return { value: reading.value, modelCallId: id };
    request = correcting(request, text, reading.fault);
  }
  return null;
}

/** One request, of the model that is asked and then of those that stand in for it; null when a cap forbids it or nobody answers. */
async function askOnce(asking: Asking, purpose: ModelPurpose, request: Unaddressed): Promise<ModelTurn | null> {
  for (let choice: ModelChoice | undefined = asking.choice; choice; choice = choice.standIn) {
    const outcome = await askOne(asking, choice, purpose, { ...request, model: choice.model });
    if (outcome === null) return null;
    if (outcome.kind !== 'turn') continue;
    asking.choice = choice;
    return outcome.turn;
  }
  return null;
}

/** One model's chance with its retries; null when a cap forbids the call. */
async function askOne(
  { advance, record, reservationId, milliseconds, calls, signal }: Asking,
  choice: ModelChoice,
  purpose: ModelPurpose,
  request: ModelRequest,
): Promise<Outcome | null> {
  const spent = calls.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const plan = { reservationId, usd: spent + choice.port.estimateCostUsd(request), milliseconds };
  if (await keepToCaps(advance.ports, record, plan)) return null;
  return tryModel({
    ...{ advance, record, choice, purpose, request, signal, failed: calls },
    onText: () => undefined,
    onRestart: () => undefined,
    attempts: ATTEMPTS,
  });
}

/** Models like to put their JSON between fences; everything else around it is a fault. */
function readObject<Value>(text: string, answer: z.ZodType<Value>): Reading<Value> {
  const bare = /^```(?:json)?\s*\n([^]*)\n```$/.exec(text)?.[1] ?? text;
  const intake = intakeArguments(bare);
  if (!intake.ok) return { ok: false, fault: intake.refusal.message };
  const parsed = answer.safeParse(intake.args);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, fault: `${issue?.path.join('.') || 'The object'}: ${issue?.message ?? 'has another shape'}.` };
}

function correcting(request: Unaddressed, said: string, fault: string): Unaddressed {
  const wrong = `That can't be read (${fault}) Answer again with the one JSON object that was asked for and nothing else.`;
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: [{ type: 'text', text: said === '' ? '(nothing)' : said }] },
      { role: 'user', content: [{ type: 'text', text: wrong }] },
    ],
  };
}
