import type { Agent } from '@/lib/domain/agent';
import { findTool } from '@/lib/domain/agent';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { NewRunEvent } from '@/lib/domain/run-event';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import { ToolError, type Tool } from '@/lib/domain/tool';
import { refusalOf } from '@/lib/gate/preview-chain';
import { validateSchema } from '@/lib/gate/schema';
import { errorText, toolContext } from './gate-turn';
import type { CallOutcome, EnginePorts } from './ports';
import { withinTime } from './time-limit';
import type { Advance } from './advance';

/** How long any tool may take. */
export const TOOL_TIME_LIMIT_MS = 30_000;

/** Runs a turn's reads in parallel and settles them together. */
export async function runReads(
  advance: Advance,
  record: RunRecord,
  agent: Agent,
  calls: readonly CallRecord[],
): Promise<void> {
  const { ports, claim, stopwatch } = advance;
  const outcomes = await Promise.all(calls.map((call) => runRead(ports, record, agent, call)));
  await ports.store.transaction(async (transaction) => {
    await ports.store.lockClaim(transaction, claim, stopwatch.lap());
    await ports.store.settleCalls(transaction, outcomes);
    await ports.store.addCost(transaction, record.id, costOf(agent, calls));
    await ports.store.appendEvents(
      transaction,
      record.id,
      calls.map((call, index) => finished(call, outcomes[index])),
    );
  });
}

async function runRead(ports: EnginePorts, record: RunRecord, agent: Agent, call: CallRecord): Promise<CallOutcome> {
  const tool = findTool(agent, call.name);
  if (!tool) return failure(call, `Error: ${call.name} is no longer one of this agent's tools.`);
  const args = JSON.parse(call.args ?? '{}') as JsonObject;
  try {
    const reading = ports.store.transaction((transaction) =>
      tool.execute(args, { ...toolContext(record, transaction), idempotencyKey: call.id }),
    );
    return settle(tool, call, await withinTime(reading, TOOL_TIME_LIMIT_MS));
  } catch (error) {
    if (!(error instanceof ToolError)) ports.report(error, { runId: record.id, callId: call.id });
    return failure(call, failureText(call.name, error));
  }
}

/** An output that breaks the tool's own schema never reaches the model: it would be read as fact. */
function settle(tool: Tool, call: CallRecord, output: Json): CallOutcome {
  const [problem] = validateSchema(tool.output, output);
  if (problem) return failure(call, `Error: ${call.name} answered in an unexpected form; its answer was discarded.`);
  return { callId: call.id, status: 'succeeded', output: JSON.stringify(output), error: null };
}

function failure(call: CallRecord, error: string): CallOutcome {
  return { callId: call.id, status: 'failed', output: null, error };
}

/** What the model is told of an error: the tool's own sentence, or for a defect only that it happened. */
export function failureText(name: string, error: unknown): string {
  if (error instanceof ToolError) return errorText(refusalOf(error));
  return `Error: ${name} is not available right now. Try once more, or tell the customer and hand over.`;
}

/** Dollars the calls cost outside the model. */
function costOf(agent: Agent, calls: readonly Pick<CallRecord, 'name'>[]): number {
  return calls.reduce((sum, call) => sum + (findTool(agent, call.name)?.cost ?? 0), 0);
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
    },
  };
}
