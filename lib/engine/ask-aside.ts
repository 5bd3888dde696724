import type { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import { ModelError, type ModelPurpose, type ModelRequest, type ModelTurn } from '@/lib/domain/model';
import { textOf, type RunRecord } from '@/lib/domain/run-record';
import { intakeArguments } from '@/lib/gate/intake';
import type { Advance } from './advance';
import { startDeadline } from './deadline';
import type { ModelChoice, NewModelCall } from './ports';
import { callWithRetry } from './retry';

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

type Reading<Value> = { ok: true; value: Value } | { ok: false; fault: string };

/**
 * Asks a model one question without tools, whose answer must be one JSON object of this shape. Every call made for it is
 * stored and booked to the run under the claim, and to `record`, which has no other way to learn of it. Null when nobody
 * answers: rules mode, the run's money or time at an end, an outage, two answers that can't be read. Throws only the
 * abort of the worker's signal and StaleClaim.
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
  const timeLeft = record.limits.maxActiveSeconds * 1000 - record.activeMs;
  if (timeLeft <= 0) return null;
  const deadline = startDeadline(signal, Math.min(timeLeft, LONGEST_MS));
  const calls: NewModelCall[] = [];
  try {
    return await askForObject(advance, record, choice, question, deadline.signal, calls);
  } catch (error) {
    const isOutage = error instanceof ModelError || deadline.expired();
    if (signal.aborted || !isOutage) throw error;
    return null;
  } finally {
    deadline.clear();
    await book(advance, record, calls);
  }
}

async function askForObject<Value>(
  advance: Advance,
  record: RunRecord,
  choice: ModelChoice,
  question: Question<Value>,
  signal: AbortSignal,
  calls: NewModelCall[],
): Promise<AsideAnswer<Value> | null> {
  let request: ModelRequest = {
    model: choice.model,
    system: question.system,
    tools: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: question.content }] }],
    maxTokens: question.maxTokens ?? MAX_OUTPUT_TOKENS,
  };
  for (let answers = 1; answers <= ANSWERS; answers += 1) {
    const spent = calls.reduce((sum, call) => sum + call.costUsd, record.costUsd);
    if (spent + choice.port.estimateCostUsd(request) > record.limits.maxCostUsd) return null;
    const id = advance.ports.newId();
    const asked = { id, stepIndex: record.steps.length, purpose: question.purpose, request };
    const turn = await call(advance, choice, asked, signal, calls);
    const text = textOf(turn.blocks);
    const reading = readObject(text, question.answer);
    const { model, usage, costUsd, latencyMs } = turn;
    const error = reading.ok ? null : reading.fault;
    calls.push({ ...asked, model, answer: text, error, usage, costUsd, latencyMs });
    if (reading.ok) return { value: reading.value, modelCallId: id };
    request = correcting(request, text, reading.fault);
  }
  return null;
}

const NOTHING = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** One request with its retries; a failure that cost something is kept, too. */
async function call(
  { ports }: Advance,
  { port, model }: ModelChoice,
  asked: Pick<NewModelCall, 'id' | 'stepIndex' | 'purpose' | 'request'>,
  signal: AbortSignal,
  calls: NewModelCall[],
): Promise<ModelTurn> {
  const startedAt = ports.clock.monotonic();
  try {
    return await callWithRetry(port, asked.request, {
      onText: () => undefined,
      onRestart: () => undefined,
      signal,
      sleep: (milliseconds) => ports.clock.sleep(milliseconds, signal),
      attempts: ATTEMPTS,
    });
  } catch (error) {
    if (error instanceof ModelError && error.costUsd > 0) {
      const latencyMs = Math.round(ports.clock.monotonic() - startedAt);
      const { message, costUsd } = error;
      calls.push({ ...asked, model, answer: null, error: message, usage: NOTHING, costUsd, latencyMs });
    }
    throw error;
  }
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

function correcting(request: ModelRequest, said: string, fault: string): ModelRequest {
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

async function book({ ports, claim, stopwatch }: Advance, record: RunRecord, calls: NewModelCall[]): Promise<void> {
  if (calls.length === 0) return;
  await ports.store.commit(claim, stopwatch.lap(), (transaction) =>
    ports.store.insertModelCalls(transaction, record.id, calls),
  );
  record.costUsd = calls.reduce((sum, { costUsd }) => sum + costUsd, record.costUsd);
}
