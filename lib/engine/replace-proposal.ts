import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { WriteTool } from '@/lib/domain/tool';
import type { Obstacle } from './dispatch-preconditions';
import type { DispatchableExecution, EnginePorts } from './ports';
import { proposeAgain } from './propose-again';

/**
 * The approved proposal is superseded and a successor stands in the inbox as changed, in one transaction. When the
 * write can't be proposed any more as things are now, the call fails with the reason instead.
 */
export async function replaceProposal(
  ports: EnginePorts,
  transaction: Transaction,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  obstacle: Obstacle,
): Promise<void> {
  await ports.store.supersede(transaction, record.id, execution, obstacle.why);
  const error = await proposeAgain(ports, transaction, record, tool, execution);
  if (error === null) return;
  await ports.store.settleCalls(transaction, [{ callId: execution.callId, status: 'failed', output: null, error }]);
  const { stepIndex: step, callId, toolUseId, tool: name } = execution;
  await ports.store.appendEvents(transaction, record.id, [
    { type: 'tool.finished', data: { step, callId, toolUseId, name, status: 'failed', error } },
  ]);
}
