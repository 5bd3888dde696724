import type { AnswerFinding } from '@/lib/domain/answer';
import type { Confidence } from '@/lib/domain/confidence';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Provenance } from '@/lib/domain/provenance';
import type { WriteTool } from '@/lib/domain/tool';
import type { CurrentPolicy } from '@/lib/domain/policy';
import type { JudgedWrite, PreviewedWrite } from '@/lib/gate/judge-write';
import type { NewProposal, NewToolCall } from './ports';

interface Parts {
  id: string;
  record: Pick<RunRecord, 'id' | 'agent' | 'userId'>;
  call: Pick<NewToolCall, 'id' | 'stepIndex' | 'index'>;
  tool: WriteTool;
  write: PreviewedWrite;
  policy: CurrentPolicy;
  judged: JudgedWrite;
  provenance: Provenance;
  confidence: Confidence | null;
  findings: AnswerFinding[];
  /** The proposal this one replaces, when the target changed since that one was approved. */
  supersedesId: string | null;
}

/**
 * The stored form of a write that passed the gate. An automatic one is born approved by `policy@version` and never
 * appears in the inbox.
 */
export function newProposal(parts: Parts): NewProposal {
  const { id, record, call, tool, write, policy, judged, provenance, confidence, findings, supersedesId } = parts;
  const automatic = judged.verdict.verdict === 'auto';
  return {
    id,
    runId: record.id,
    toolCallId: call.id,
    groupId: `${record.id}:${call.stepIndex}`,
    position: call.index,
    agent: record.agent,
    tool: tool.name,
    requesterId: record.userId,
    version: 1,
    status: automatic ? 'approved' : 'pending',
    args: write.canonical,
    proposedArgs: write.canonical,
    summary: write.summary,
    preview: write.preview,
    targetVersion: write.targetVersion,
    toolHash: judged.toolHash,
    policyVersion: policy.version,
    viewHash: judged.viewHash,
    reversibility: judged.reversibility,
    circumstances: judged.circumstances,
    taughtRuleId: (automatic && judged.verdict.taughtRuleId) || null,
    delivery: tool.delivery,
    gatedBy: judged.verdict.gatedBy,
    requiredApprovals: automatic ? 0 : judged.verdict.approvals,
    approvers: judged.verdict.approvers,
    holdSeconds: policy.body.holdSeconds,
    effectKey: tool.effectKey(write.args),
    provenance: provenance.values,
    findings,
    taint: provenance.taint,
    confidence,
    supersedesId,
    settledBy: automatic ? `policy@${policy.version}` : null,
    expiresInSeconds: policy.body.expiresIn,
    escalateTo: policy.body.escalateTo ?? null,
  };
}
