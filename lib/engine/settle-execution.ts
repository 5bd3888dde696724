import type { Json } from '@/lib/domain/json';
import type { NewRunEvent } from '@/lib/domain/run-event';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { ToolCallStatus } from '@/lib/domain/tool-call';
import type { DispatchableExecution, EnginePorts } from './ports';
import { proposeStandIn } from './stand-in';

/** How one attempt to make an effect happen ended. `aborted` never started. */
export type ExecutionOutcome =
  { status: 'succeeded'; output: Json } | { status: 'failed' | 'unknown' | 'aborted'; error: string };

const CALL_STATUS: Record<ExecutionOutcome['status'], ToolCallStatus> = {
  succeeded: 'succeeded',
  failed: 'failed',
  unknown: 'unknown',
  aborted: 'failed',
};

/** Records an execution's outcome, the call's result that follows from it, and the events, in the caller's transaction. */
export async function settleExecution(
  ports: EnginePorts,
  transaction: Transaction,
  record: RunRecord,
  execution: DispatchableExecution,
  outcome: ExecutionOutcome,
  cost = 0,
): Promise<void> {
  const output = outcome.status === 'succeeded' ? JSON.stringify(outcome.output) : null;
  const error = outcome.status === 'succeeded' ? null : outcome.error;
  const status = CALL_STATUS[outcome.status];
  const from = outcome.status === 'aborted' ? execution.status : 'dispatching';
  const [finished, settled] = settledEvents(execution, outcome, status);
  const recorded = Promise.all([
    ports.store.moveExecution(transaction, execution, from, outcome.status, { output, error }),
    ports.store.bookToolCosts(transaction, record.id, [{ callId: execution.callId, tool: execution.tool, usd: cost }]),
  ]);
  if (outcome.status === 'failed') {
    await recorded;
    if (await proposeStandIn(ports, transaction, record, execution, outcome.error)) {
      return ports.store.appendEvents(transaction, record.id, [finished]);
    }
  }
  await Promise.all([
    recorded,
    ports.store.settleCalls(transaction, [{ callId: execution.callId, status, output, error }]),
    ...(outcome.status === 'unknown' ? [ports.store.askWhetherItHappened(transaction, execution.id)] : []),
    ports.store.appendEvents(transaction, record.id, [finished, settled]),
  ]);
}

function settledEvents(
  execution: DispatchableExecution,
  outcome: ExecutionOutcome,
  status: ToolCallStatus,
): [NewRunEvent, NewRunEvent] {
  const error = outcome.status === 'succeeded' ? {} : { error: outcome.error };
  return [
    {
      type: 'execution.finished',
      data: {
        executionId: execution.id,
        proposalId: execution.proposalId,
        callId: execution.callId,
        status: outcome.status,
        ...error,
      },
    },
    {
      type: 'tool.finished',
      data: {
        step: execution.stepIndex,
        callId: execution.callId,
        toolUseId: execution.toolUseId,
        name: execution.tool,
        status,
        ...(outcome.status === 'succeeded' ? { output: outcome.output } : error),
      },
    },
  ];
}
