import type { RunRecord } from '@/lib/domain/run-record';
import type { ToolContext, WriteTool } from '@/lib/domain/tool';
import { judgeWrite } from '@/lib/gate/judge-write';
import { previewChain } from '@/lib/gate/preview-chain';
import type { Obstacle } from './dispatch-preconditions';
import { errorText } from './gate-turn';
import { newProposal } from './new-proposal';
import type { DispatchableExecution, EnginePorts } from './ports';
import { proposalCreated } from './record-turn';

/**
 * The approved proposal is superseded and a successor stands in the inbox as changed, in one transaction. When the
 * write can't be proposed any more as things are now, the call fails with the reason instead.
 */
export async function replaceProposal(
  ports: EnginePorts,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  obstacle: Obstacle,
  context: ToolContext,
): Promise<void> {
  const { transaction } = context;
  await ports.store.supersede(transaction, record.id, execution, obstacle.why);
  const [preview] = await previewChain([{ tool, inputText: execution.args }], context);
  if (!preview?.ok) {
    return failCall(ports, record, execution, context, preview ? errorText(preview.refusal) : obstacle.why);
  }
  const policy = await ports.store.readPolicy(transaction, tool.name);
  const judged = judgeWrite(tool, preview, policy, { ...record, run: record }, 1);
  if (judged.verdict.verdict === 'deny') {
    return failCall(
      ports,
      record,
      execution,
      context,
      `Error: policy no longer allows this call (${judged.verdict.gatedBy}). Nothing was sent.`,
    );
  }
  const call = { id: execution.callId, stepIndex: execution.stepIndex, index: execution.position };
  const successor = newProposal({
    id: ports.newId(),
    record,
    call,
    tool,
    write: preview,
    policy,
    judged,
    supersedesId: execution.proposalId,
  });
  successor.proposedArgs = execution.proposedArgs;
  const expiries = await ports.store.insertProposals(transaction, [successor]);
  const event = proposalCreated(successor, { ...call, toolUseId: execution.toolUseId, name: tool.name }, expiries);
  await ports.store.appendEvents(transaction, record.id, [event]);
}

async function failCall(
  ports: EnginePorts,
  record: RunRecord,
  execution: DispatchableExecution,
  { transaction }: ToolContext,
  error: string,
): Promise<void> {
  await ports.store.settleCalls(transaction, [{ callId: execution.callId, status: 'failed', output: null, error }]);
  const { stepIndex: step, callId, toolUseId, tool: name } = execution;
  await ports.store.appendEvents(transaction, record.id, [
    { type: 'tool.finished', data: { step, callId, toolUseId, name, status: 'failed', error } },
  ]);
}
