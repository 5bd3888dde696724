import type { TellEvent } from '@/lib/domain/business-event';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import { validateSchema } from '@/lib/gate/schema';
import { ToolError, type ExternalTool, type LookupTool, type ExecutionContext } from '@/lib/domain/tool';
import type { Advance } from './advance';
import { backoff } from './backoff';
import { startDeadline } from './deadline';
import { isAsApproved, type Grounds } from './dispatch-preconditions';
import { argumentsOf, cameBack, isHeldBack, startDispatch, withGrounds, withLockedExecution } from './dispatching';
import { toolContext } from './tool-context';
import { isOverRate } from './keep-to-rate';
import type { Admission, DispatchableExecution, EnginePorts } from './ports';
import { takeEvents } from './tell-events';
import { failureText } from './run-reads';
import { settleExecution, type ExecutionOutcome } from './settle-execution';
import { timeLimitOf, withinTime } from './time-limit';

/** Sendings of one execution, whatever its receiver can tell apart. */
const MOST_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 1000;
/** How long after a time limit what was sent may still arrive. */
const ARRIVAL_MARGIN_MS = 5000;

/** An attempt that is booked. */
interface BookedAttempt {
  execution: DispatchableExecution;
  /** Another attempt went before, so the receiver is asked first. */
  repeated: boolean;
  /** The last call of this tool did not reach its system. */
  failing: boolean;
}

interface Attempt extends BookedAttempt {
  /** By the clock that never jumps. Whoever was held up longer may not send any more: somebody else may be about to. */
  mustSendBy: number;
  event: TellEvent;
}

/** `open`: nobody knows whether it happened, and the receiver can tell later. */
type AttemptOutcome = ExecutionOutcome | { status: 'open' };

/**
 * "About to send" is committed before sending and the outcome after it. Whoever finds an execution between the two
 * can't know whether it was sent; what may be done then is the tool's delivery: send again under the same key, ask the
 * receiver first, or ask a person.
 */
export async function dispatchExternal(
  advance: Advance,
  record: RunRecord,
  tool: ExternalTool,
  call: CallRecord,
): Promise<void> {
  const mustSendBy = advance.ports.clock.monotonic() + timeLimitOf(tool);
  const attempt = await withGrounds(advance, record, tool, call, (transaction, execution, grounds) =>
    execution.status === 'dispatching'
      ? bookRepetition(advance, record, tool, execution, grounds, transaction)
      : bookFirst(advance, record, tool, execution, grounds, transaction),
  );
  if (!attempt) return;
  const told = takeEvents(advance.ports, {
    ...{ runId: record.id, agent: record.agent, tool: tool.name },
    executionId: attempt.execution.id,
  });
  const outcome = await carryOut(advance, record, tool, { ...attempt, mustSendBy, event: told.event });
  await withLockedExecution(advance, call, async (transaction, execution) => {
    if (outcome.status === 'open') {
      const pause = backoff(FIRST_PAUSE_MS, execution.attempts) / 1000;
      return advance.ports.store.postpone(transaction, execution.id, pause);
    }
    if (outcome.status === 'succeeded') await told.keep(transaction);
    return settleExecution(advance.ports, transaction, record, execution, outcome, tool.cost);
  });
}

async function bookFirst(
  advance: Advance,
  record: RunRecord,
  tool: ExternalTool,
  execution: DispatchableExecution,
  grounds: Grounds,
  transaction: Transaction,
): Promise<BookedAttempt | null> {
  if (await isHeldBack(advance, record, grounds, transaction)) return null;
  if (await cameBack(advance, record, tool, execution, grounds, transaction)) return null;
  const admission = await admitOrPostpone(advance, tool, execution, transaction);
  if (!admission) return null;
  if (await isOverRate(advance.ports, transaction, record, tool, execution, grounds.policy)) return null;
  await startDispatch(advance, execution, transaction);
  await bookAttempt(advance, tool, execution, transaction);
  return { execution, repeated: false, failing: admission.failing };
}

/** An earlier sending was cut off or got no answer. */
async function bookRepetition(
  advance: Advance,
  record: RunRecord,
  tool: ExternalTool,
  execution: DispatchableExecution,
  grounds: Grounds,
  transaction: Transaction,
): Promise<BookedAttempt | null> {
  if (!mayRepeat(tool, execution)) {
    await settleExecution(advance.ports, transaction, record, execution, unknownOutcome(tool.name));
    return null;
  }
  if (await isHeldBack(advance, record, grounds, transaction)) return null;
  const admission = await admitOrPostpone(advance, tool, execution, transaction);
  if (!admission) return null;
  await bookAttempt(advance, tool, execution, transaction);
  return { execution, repeated: true, failing: admission.failing };
}

async function admitOrPostpone(
  { ports: { store } }: Advance,
  tool: ExternalTool,
  execution: DispatchableExecution,
  transaction: Transaction,
): Promise<Admission | null> {
  const admission = await store.admitCall(transaction, tool.name);
  if (admission.waitSeconds === null) return admission;
  await store.postpone(transaction, execution.id, admission.waitSeconds);
  return null;
}

/**
 * A receiver that knows our key may get it twice at the same time. One that is only asked could say no while the last
 * sending is still on its way, so it is left alone until that can't arrive any more.
 */
function bookAttempt(
  { ports: { store } }: Advance,
  tool: ExternalTool,
  execution: DispatchableExecution,
  transaction: Transaction,
): Promise<void> {
  const arrivesWithin = (timeLimitOf(tool) + ARRIVAL_MARGIN_MS) / 1000;
  return store.startAttempt(transaction, execution.id, arrivesWithin, tool.delivery === 'lookup');
}

function mayRepeat(tool: ExternalTool, execution: DispatchableExecution): boolean {
  const { attempts, sentSecondsAgo } = execution;
  if (tool.delivery === 'at_most_once' || attempts >= MOST_ATTEMPTS || !isAsApproved(tool, execution)) return false;
  if (tool.delivery === 'lookup') return true;
  // The repetition itself must still arrive within the window.
  return (sentSecondsAgo ?? 0) + timeLimitOf(tool) / 1000 < tool.keyWindowSeconds;
}

async function carryOut(
  { ports, signal }: Advance,
  record: RunRecord,
  tool: ExternalTool,
  attempt: Attempt,
): Promise<AttemptOutcome> {
  try {
    const output = await send(ports, record, tool, attempt);
    if (attempt.failing) await ports.store.recordReach(tool.name, true);
    // It answered, so it did something; what, a person has to find out.
    if (validateSchema(tool.output, output).length > 0) return unknownOutcome(tool.name);
    return { status: 'succeeded', output };
  } catch (error) {
    if (error instanceof ToolError) {
      if (attempt.failing) await ports.store.recordReach(tool.name, true);
      return { status: 'failed', error: failureText(tool.name, error) };
    }
    if (!signal.aborted) ports.report(error, { runId: record.id, executionId: attempt.execution.id });
    await ports.store.recordReach(tool.name, false);
    return tool.delivery === 'at_most_once' ? unknownOutcome(tool.name) : { status: 'open' };
  }
}

async function send(
  { store, clock }: EnginePorts,
  record: RunRecord,
  tool: ExternalTool,
  { execution, repeated, mustSendBy, event }: Attempt,
): Promise<Json> {
  const limit = mustSendBy - clock.monotonic();
  const deadline = startDeadline(new AbortController().signal, limit);
  const args = argumentsOf(execution);
  const context = {
    ...toolContext(record, store.withoutTransaction()),
    idempotencyKey: execution.idempotencyKey,
    signal: deadline.signal,
    event,
  };
  const sending = async () => {
    const found = repeated && tool.delivery === 'lookup' ? await lookUp(tool, args, context) : null;
    if (found) return found.output;
    if (clock.monotonic() > mustSendBy) throw new Error(`${tool.name} was held up and did not send.`);
    return tool.execute(args, context);
  };
  return withinTime(sending(), limit).finally(() => deadline.clear());
}

/** What the receiver says of its own no is no answer to whether it happened. */
async function lookUp(tool: LookupTool, args: JsonObject, context: ExecutionContext) {
  try {
    return await tool.lookup(args, context);
  } catch (error) {
    throw new Error(`${tool.name} could not find out whether it happened.`, { cause: error });
  }
}

function unknownOutcome(name: string): ExecutionOutcome {
  return {
    status: 'unknown',
    error: `Error: it is not known whether ${name} took effect. A person is checking; do not try it again and do not say it is done.`,
  };
}
