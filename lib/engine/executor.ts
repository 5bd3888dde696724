import type { Agent } from '@/lib/domain/agent';
import { findTool } from '@/lib/domain/agent';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, ToolError, type ExternalTool, type TransactionalTool } from '@/lib/domain/tool';
import { validateSchema } from '@/lib/gate/schema';
import { findObstacle } from './dispatch-preconditions';
import { isHeldBack } from './held-back';
import { toolContext } from './gate-turn';
import { isOverRate } from './keep-to-rate';
import type { DispatchableExecution } from './ports';
import { replaceProposal } from './replace-proposal';
import type { Advance } from './advance';
import { failureText, TOOL_TIME_LIMIT_MS } from './run-reads';
import { withinTime } from './time-limit';
import { settleExecution, type ExecutionOutcome } from './settle-execution';

/**
 * Makes an approved effect happen. Only the stored canonical arguments are dispatched, and only when nothing that
 * the approval relied on has changed; otherwise the proposal comes back to the inbox as changed.
 */
export async function dispatchWrite(
  advance: Advance,
  record: RunRecord,
  agent: Agent,
  call: CallRecord,
): Promise<void> {
  const tool = findTool(agent, call.name);
  if (!tool || !isWriteTool(tool)) {
    await withLockedExecution(advance, call, (transaction, execution) =>
      settleExecution(advance.ports, transaction, record, execution, {
        status: 'aborted',
        error: `Error: ${call.name} is no longer one of this agent's tools. Nothing was sent.`,
      }),
    );
  } else if (tool.delivery === 'transactional') await dispatchTransactional(advance, record, tool, call);
  else await dispatchExternal(advance, record, tool, call);
}

/** Effect and record are one transaction, so a crash leaves both or neither. */
async function dispatchTransactional(
  advance: Advance,
  record: RunRecord,
  tool: TransactionalTool,
  call: CallRecord,
): Promise<void> {
  await withLockedExecution(advance, call, async (transaction, execution) => {
    if (await isHeldBack(advance, record, tool, transaction)) return;
    if (await cameBack(advance, record, tool, execution, transaction)) return;
    if (await isOverRate(advance.ports, transaction, record, tool, execution)) return;
    await startDispatch(advance, transaction, execution);
    const outcome = await executeInSavepoint(record, tool, execution, transaction);
    await settleExecution(advance.ports, transaction, record, execution, outcome, tool.cost);
  });
}

async function executeInSavepoint(
  record: RunRecord,
  tool: TransactionalTool,
  execution: DispatchableExecution,
  transaction: Transaction,
): Promise<ExecutionOutcome> {
  try {
    const output = await transaction.savepoint(async () => {
      const result = await tool.execute(argumentsOf(execution), {
        ...toolContext(record, transaction),
        idempotencyKey: execution.idempotencyKey,
      });
      requireExpectedOutput(tool, result);
      return result;
    });
    return { status: 'succeeded', output };
  } catch (error) {
    // Anything but the tool's own refusal is a defect or an outage: the transaction rolls back and is tried again.
    if (!(error instanceof ToolError)) throw error;
    return { status: 'failed', error: failureText(tool.name, error) };
  }
}

/** An unexpected answer of a write that can still be rolled back is a failure, not a fact. */
function requireExpectedOutput(tool: TransactionalTool, output: Json): void {
  const [problem] = validateSchema(tool.output, output);
  if (!problem) return;
  throw new ToolError({
    message: `${tool.name} answered in an unexpected form and was rolled back.`,
    hint: 'Hand over.',
  });
}

/**
 * "About to send" is committed before sending and the outcome after it. Whoever finds an execution between the two
 * can't know whether it was sent, so it becomes `unknown` and is never sent again by itself.
 */
async function dispatchExternal(
  advance: Advance,
  record: RunRecord,
  tool: ExternalTool,
  call: CallRecord,
): Promise<void> {
  const sending = await withLockedExecution(advance, call, async (transaction, execution) => {
    if (execution.status === 'dispatching') {
      await settleExecution(advance.ports, transaction, record, execution, unknownOutcome(tool.name));
      return null;
    }
    if (await isHeldBack(advance, record, tool, transaction)) return null;
    if (await cameBack(advance, record, tool, execution, transaction)) return null;
    if (await isOverRate(advance.ports, transaction, record, tool, execution)) return null;
    await startDispatch(advance, transaction, execution);
    return execution;
  });
  if (!sending) return;
  const outcome = await executeOutside(advance, record, tool, sending);
  await withLockedExecution(advance, call, (transaction, execution) =>
    settleExecution(advance.ports, transaction, record, execution, outcome, tool.cost),
  );
}

async function executeOutside(
  advance: Advance,
  record: RunRecord,
  tool: ExternalTool,
  execution: DispatchableExecution,
): Promise<ExecutionOutcome> {
  const { store, report } = advance.ports;
  try {
    const transaction = store.withoutTransaction();
    const context = { ...toolContext(record, transaction), idempotencyKey: execution.idempotencyKey };
    const sending = tool.execute(argumentsOf(execution), context);
    return { status: 'succeeded', output: await withinTime(sending, TOOL_TIME_LIMIT_MS) };
  } catch (error) {
    if (error instanceof ToolError) return { status: 'failed', error: failureText(tool.name, error) };
    report(error, { runId: record.id, executionId: execution.id });
    return unknownOutcome(tool.name);
  }
}

function unknownOutcome(name: string): ExecutionOutcome {
  return {
    status: 'unknown',
    error: `Error: it is not known whether ${name} took effect. A person is checking; do not try it again and do not say it is done.`,
  };
}

async function startDispatch(advance: Advance, transaction: Transaction, execution: DispatchableExecution) {
  const { store } = advance.ports;
  if (execution.status === 'ready') await store.moveExecution(transaction, execution.id, 'ready', 'claimed');
  await store.moveExecution(transaction, execution.id, 'claimed', 'dispatching');
}

/** True when something the approval relied on changed and the proposal went back to people instead of running. */
async function cameBack(
  advance: Advance,
  record: RunRecord,
  tool: TransactionalTool | ExternalTool,
  execution: DispatchableExecution,
  transaction: Transaction,
): Promise<boolean> {
  const context = toolContext(record, transaction);
  const obstacle = await findObstacle(advance.ports, record, tool, execution, context);
  if (!obstacle) return false;
  await replaceProposal(advance.ports, record, tool, execution, obstacle, context);
  return true;
}

function argumentsOf(execution: DispatchableExecution): JsonObject {
  return JSON.parse(execution.args) as JsonObject;
}

async function withLockedExecution<Result>(
  advance: Advance,
  call: CallRecord,
  work: (transaction: Transaction, execution: DispatchableExecution) => Promise<Result>,
): Promise<Result | null> {
  const { ports, claim, stopwatch } = advance;
  return ports.store.transaction(async (transaction) => {
    await ports.store.lockClaim(transaction, claim, stopwatch.lap());
    const execution = await ports.store.lockExecution(transaction, call.id);
    return execution ? work(transaction, execution) : null;
  });
}
