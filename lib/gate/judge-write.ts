import type { PolicyBody, PolicyVerdict } from '@/lib/domain/policy';
import type { RunRecord } from '@/lib/domain/run-record';
import type { WriteTool } from '@/lib/domain/tool';
import type { ChainResult } from './preview-chain';
import { toolHash, viewHash } from './preview';
import { evaluatePolicy } from './verdict';

export type PreviewedWrite = Extract<ChainResult, { ok: true }>;

export interface JudgedWrite {
  verdict: PolicyVerdict;
  toolHash: string;
  viewHash: string;
}

/** What policy conditions may look at besides the call itself. */
export interface JudgedRun {
  agent: string;
  userId: string;
  customerId: string | null;
  /** Null for a call of an outside agent; then a condition that looks at the run asks a person. */
  run: Pick<RunRecord, 'id' | 'costUsd'> | null;
}

/**
 * The last layer for a write that passed the others: policy's verdict on it, and the hash that binds what people
 * will see to what may run.
 */
export function judgeWrite(
  tool: WriteTool,
  write: PreviewedWrite,
  policy: { version: number; body: PolicyBody },
  context: JudgedRun,
  proposalVersion: number,
): JudgedWrite {
  const verdict = evaluatePolicy({
    policy: policy.body,
    version: policy.version,
    facts: {
      args: write.args,
      agent: { name: context.agent },
      requester: { id: context.userId, customerId: context.customerId },
      target: write.before,
      run: context.run ? { id: context.run.id, costUsd: context.run.costUsd } : {},
    },
  });
  const hashOfTool = toolHash(tool);
  const view = viewHash({
    args: write.args,
    preview: write.preview,
    toolHash: hashOfTool,
    targetVersion: write.targetVersion,
    policyVersion: policy.version,
    proposalVersion,
  });
  return { verdict, toolHash: hashOfTool, viewHash: view };
}
