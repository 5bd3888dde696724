import { HAPPENED_BEFORE, neverAutomatic } from '@/lib/domain/policy';
import type { RunRecord } from '@/lib/domain/run-record';
import type { WriteTool } from '@/lib/domain/tool';
import { judgeWrite } from '@/lib/gate/judge-write';
import { previewChain } from '@/lib/gate/preview-chain';
import { judgedRun } from './propose-writes';
import { errorText } from './refuse-call';
import { toolContext } from './tool-context';
import { newProposal } from './new-proposal';
import { HAS_FINDINGS } from './outbound-texts';
import type { DispatchableExecution, EnginePorts } from './ports';
import { proposalCreated } from './record-turn';
import type { Transaction } from '@/lib/domain/sql';

/**
 * Proposes an approved write anew for the same call, by the same tool or by another, through the whole gate as things
 * are now. Gives null when the successor stands, or why the write can't be proposed any more.
 */
export async function proposeAgain(
  ports: EnginePorts,
  transaction: Transaction,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
): Promise<string | null> {
  const [write] = await previewChain([{ tool, inputText: execution.args }], toolContext(record, transaction));
  if (!write?.ok) return write ? errorText(write.refusal) : `Error: ${tool.name} can't be proposed.`;
  const policy = await ports.store.readPolicy(transaction, tool.name);
  // The arguments stay what they were, so where they came from and how far to trust them does too.
  const provenance = { values: execution.provenance, taint: execution.taint };
  const { confidence, findings } = execution;
  const judged = judgeWrite(tool, write, policy, judgedRun(record, provenance.taint, confidence), 1);
  if (judged.verdict.verdict === 'deny') {
    return `Error: policy no longer allows this call (${judged.verdict.gatedBy}). Nothing was sent.`;
  }
  const effectKey = tool.effectKey(write.args);
  const effects = await ports.store.findEffects(transaction, effectKey === null ? [] : [effectKey]);
  if (effects.waiting.size > 0)
    return 'Error: this very effect is already proposed and waits for people. Nothing was sent.';
  if (findings.length > 0) judged.verdict = neverAutomatic(judged.verdict, HAS_FINDINGS);
  if (effects.happened.size > 0) judged.verdict = neverAutomatic(judged.verdict, HAPPENED_BEFORE);
  const call = { id: execution.callId, stepIndex: execution.stepIndex, index: execution.position };
  const supersedesId = execution.proposalId;
  const parts = { record, call, tool, write, policy, judged, provenance, confidence, findings, supersedesId };
  const successor = newProposal({ id: ports.newId(), ...parts });
  successor.proposedArgs = execution.proposedArgs;
  const expiries = await ports.store.insertProposals(transaction, [successor]);
  const event = proposalCreated(successor, { ...call, toolUseId: execution.toolUseId, name: tool.name }, expiries);
  await ports.store.appendEvents(transaction, record.id, [event]);
  return null;
}
