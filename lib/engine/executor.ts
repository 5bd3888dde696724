import type { Agent } from '@/lib/domain/agent';
import { findTool } from '@/lib/domain/agent';
import type { Json } from '@/lib/domain/json';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, ToolError, type TransactionalTool, type WriteTool } from '@/lib/domain/tool';
import { validateSchema } from '@/lib/gate/schema';
import type { Advance } from './advance';
import { dispatchExternal } from './dispatch-external';
import { argumentsOf, cameBack, isHeldBack, startDispatch, withGrounds, withLockedExecution } from './dispatching';
import { toolContext } from './tool-context';
import { isOverRate } from './keep-to-rate';
import type { DispatchableExecution } from './ports';
import { failureText } from './run-reads';
import { takeEvents } from './tell-events';
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
  const name = call.execution?.tool ?? call.name;
  const tool = findTool(agent, name);
  if (tool && isWriteTool(tool)) return dispatchBy(advance, record, tool, call);
  await withLockedExecution(advance, call, (transaction, execution) =>
    settleExecution(advance.ports, transaction, record, execution, removedOutcome(name, execution)),
  );
}

function dispatchBy(advance: Advance, record: RunRecord, tool: WriteTool, call: CallRecord): Promise<void> {
  if (tool.delivery === 'transactional') return dispatchTransactional(advance, record, tool, call);
  return dispatchExternal(advance, record, tool, call);
}

/** A tool that is gone can neither send nor tell whether it was sending. */
function removedOutcome(name: string, execution: DispatchableExecution): ExecutionOutcome {
  if (execution.status === 'dispatching') {
    return { status: 'unknown', error: `Error: ${name} was removed while it was being carried out.` };
  }
  return {
    status: 'aborted',
    error: `Error: ${name} is no longer one of this agent's tools. Nothing was sent.`,
  };
}

/** Effect and record are one transaction, so a crash leaves both or neither. */
async function dispatchTransactional(
  advance: Advance,
  record: RunRecord,
  tool: TransactionalTool,
  call: CallRecord,
): Promise<void> {
  await withGrounds(advance, record, tool, call, async (transaction, execution, grounds) => {
    if (await isHeldBack(advance, record, grounds, transaction)) return;
    if (await cameBack(advance, record, tool, execution, grounds, transaction)) return;
    if (await isOverRate(advance.ports, transaction, record, tool, execution, grounds.policy)) return;
    await startDispatch(advance, execution, transaction);
    const outcome = await executeInSavepoint(advance, record, tool, execution, transaction);
    await settleExecution(advance.ports, transaction, record, execution, outcome, tool.cost);
  });
}

async function executeInSavepoint(
  { ports, signal }: Advance,
  record: RunRecord,
  tool: TransactionalTool,
  execution: DispatchableExecution,
  transaction: Transaction,
): Promise<ExecutionOutcome> {
  try {
    const told = takeEvents(ports, {
      runId: record.id,
      agent: record.agent,
      tool: tool.name,
      executionId: execution.id,
    });
    const output = await transaction.savepoint(async () => {
      const result = await tool.execute(argumentsOf(execution), {
        ...toolContext(record, transaction),
        idempotencyKey: execution.idempotencyKey,
        signal,
        event: told.event,
      });
      requireExpectedOutput(tool, result);
      return result;
    });
    await told.keep(transaction);
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
