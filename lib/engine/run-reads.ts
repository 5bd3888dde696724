import type { Agent } from '@/lib/domain/agent';
import { findTool } from '@/lib/domain/agent';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { NewRunEvent } from '@/lib/domain/run-event';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import { isWriteTool, ToolError, type ExecutionContext, type Tool } from '@/lib/domain/tool';
import { checkCall } from '@/lib/gate/check-call';
import { refusalOf } from '@/lib/gate/preview-chain';
import { validateSchema } from '@/lib/gate/schema';
import { errorText } from './refuse-call';
import { toolContext } from './tool-context';
import { backoff } from './backoff';
import type { CallOutcome, EnginePorts, ToolCost } from './ports';
import { startDeadline } from './deadline';
import { readThroughCache, type ReadResult } from './read-cache';
import { timeLimitOf, withinTime } from './time-limit';
import type { Advance } from './advance';
import { takeEvents } from './tell-events';

/** Attempts of one read within its time limit. */
const MOST_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;

/** Runs a turn's reads in parallel and settles them together. */
export async function runReads(
  advance: Advance,
  record: RunRecord,
  agent: Agent,
  calls: readonly CallRecord[],
): Promise<void> {
  const { ports, claim, stopwatch } = advance;
  const outcomes = await Promise.all(calls.map((call) => runRead(advance, record, agent, call)));
  await ports.store.commit(claim, stopwatch.lap(), async (transaction) => {
    await Promise.all([
      ports.store.settleCalls(transaction, outcomes),
      ports.store.bookToolCosts(transaction, record.id, costsOf(agent, calls, outcomes)),
      ports.store.appendEvents(
        transaction,
        record.id,
        calls.map((call, index) => finished(call, outcomes[index])),
      ),
    ]);
  });
}

async function runRead(advance: Advance, record: RunRecord, agent: Agent, call: CallRecord): Promise<CallOutcome> {
  const tool = findTool(agent, call.name);
  if (!tool) return failure(call, `Error: ${call.name} is no longer one of this agent's tools.`);
  const outcome = await readByItself(advance, record, tool, call);
  const standIn = typeof tool.onFailure === 'object' ? findTool(agent, tool.onFailure.tool) : undefined;
  if (outcome.status !== 'failed' || !standIn) return outcome;
  const context = toolContext(record, advance.ports.store.withoutTransaction());
  const checked = await checkCall(standIn, call.args ?? '{}', context);
  return checked.ok ? readByItself(advance, record, standIn, call) : outcome;
}

async function readByItself(advance: Advance, record: RunRecord, tool: Tool, call: CallRecord): Promise<CallOutcome> {
  const { store, report } = advance.ports;
  const { waitSeconds, failing } = record.failingTools.includes(tool.name)
    ? await store.admitCall(store.withoutTransaction(), tool.name)
    : { waitSeconds: null, failing: false };
  if (waitSeconds !== null) return failure(call, `${unavailable(tool.name)} Nothing was sent.`);
  try {
    const read = () => readPatiently(advance, record, tool, call);
    const result = await readThroughCache(store, record, tool, call, read);
    if (failing && result.cachedSeconds === null) await store.recordReach(tool.name, true);
    return settle(tool, call, result);
  } catch (error) {
    // Stopped, not failed: whoever takes the run over reads anew.
    if (advance.signal.aborted) throw error;
    const refused = error instanceof ToolError;
    if (!refused) report(error, { runId: record.id, callId: call.id });
    if (!refused || failing) await store.recordReach(tool.name, refused);
    return failure(call, failureText(tool.name, error));
  }
}

/** A read changes nothing, so one that got no answer may be tried again; a no is an answer. */
async function readPatiently(
  { ports, signal: stopping }: Advance,
  record: RunRecord,
  tool: Tool,
  call: CallRecord,
): Promise<Json> {
  const { signal, expired, clear } = startDeadline(stopping, timeLimitOf(tool));
  const reading = async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await readOnce(ports, record, tool, call, signal);
      } catch (error) {
        if (error instanceof ToolError || attempt === MOST_ATTEMPTS || expired()) throw error;
        await ports.clock.sleep(backoff(FIRST_PAUSE_MS, attempt), signal);
      }
    }
  };
  return withinTime(reading(), timeLimitOf(tool)).finally(clear);
}

function readOnce(ports: EnginePorts, record: RunRecord, tool: Tool, call: CallRecord, signal: AbortSignal) {
  const args = JSON.parse(call.args ?? '{}') as JsonObject;
  return ports.store.transaction(async (transaction) => {
    const told = takeEvents(ports, { runId: record.id, agent: record.agent, tool: tool.name, executionId: call.id });
    const context = { ...toolContext(record, transaction), idempotencyKey: call.id, signal, event: told.event };
    const output = await executeRead(tool, args, context);
    await told.keep(transaction);
    return output;
  });
}

function executeRead(tool: Tool, args: JsonObject, context: ExecutionContext): Promise<Json> {
  if (isWriteTool(tool)) throw new Error(`${tool.name} is a write and can't be run as a read.`);
  return tool.execute(args, context);
}

/** An output that breaks the tool's own schema never reaches the model: it would be read as fact. */
function settle(tool: Tool, call: CallRecord, { output, cachedSeconds }: ReadResult): CallOutcome {
  const [problem] = validateSchema(tool.output, output);
  if (problem) return failure(call, `Error: ${call.name} answered in an unexpected form; its answer was discarded.`);
  return { callId: call.id, status: 'succeeded', output: JSON.stringify(output), error: null, cachedSeconds };
}

function failure(call: CallRecord, error: string): CallOutcome {
  return { callId: call.id, status: 'failed', output: null, error };
}

/** What the model is told of an error: the tool's own sentence, or for a defect only that it happened. */
export function failureText(name: string, error: unknown): string {
  if (error instanceof ToolError) return errorText(refusalOf(error));
  return `${unavailable(name)} Try once more, or tell the customer and hand over.`;
}

const unavailable = (name: string) => `Error: ${name} is not available right now.`;

/** What the calls cost outside the model; an answer that was kept costs nothing. */
function costsOf(
  agent: Agent,
  calls: readonly Pick<CallRecord, 'id' | 'name'>[],
  outcomes: readonly CallOutcome[],
): ToolCost[] {
  const asked = calls.filter((_, index) => typeof outcomes[index]?.cachedSeconds !== 'number');
  return asked.map(({ id, name }) => ({ callId: id, tool: name, usd: findTool(agent, name)?.cost ?? 0 }));
}

function finished(call: CallRecord, outcome: CallOutcome | undefined): NewRunEvent {
  return {
    type: 'tool.finished',
    data: {
      step: call.stepIndex,
      callId: call.id,
      toolUseId: call.toolUseId,
      name: call.name,
      status: outcome?.status ?? 'failed',
      ...(outcome?.output ? { output: JSON.parse(outcome.output) as Json } : {}),
      ...(outcome?.error ? { error: outcome.error } : {}),
      ...(typeof outcome?.cachedSeconds === 'number' ? { cachedSeconds: outcome.cachedSeconds } : {}),
    },
  };
}
