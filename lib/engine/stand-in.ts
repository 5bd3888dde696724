import { findTool } from '@/lib/domain/agent';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, type WriteTool } from '@/lib/domain/tool';
import type { DispatchableExecution, EnginePorts } from './ports';
import { proposeAgain } from './propose-again';

/**
 * When a write failed whose tool names another for that case, that one is proposed for the same call with the same
 * arguments, through the same gate. False when there is none, or when the gate does not let it pass.
 */
export async function proposeStandIn(
  ports: EnginePorts,
  transaction: Transaction,
  record: RunRecord,
  execution: DispatchableExecution,
  error: string,
): Promise<boolean> {
  const tool = standInFor(ports, record, execution.tool);
  if (!tool || (await proposeAgain(ports, transaction, record, tool, execution)) !== null) return false;
  const note = `${execution.tool} failed (${error}), so ${tool.name} was proposed in its place; its result stands above.`;
  await ports.store.addNote(transaction, record.id, execution.stepIndex, note);
  return true;
}

function standInFor(ports: EnginePorts, record: RunRecord, name: string): WriteTool | null {
  const agent = ports.agent(record.agent);
  const onFailure = findTool(agent, name)?.onFailure;
  const tool = typeof onFailure === 'object' ? findTool(agent, onFailure.tool) : undefined;
  return tool && isWriteTool(tool) ? tool : null;
}
