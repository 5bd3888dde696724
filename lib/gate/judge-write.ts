import { effectiveClass, type CurrentPolicy, type PolicyVerdict } from '@/lib/domain/policy';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import type { WriteTool } from '@/lib/domain/tool';
import type { Circumstances } from '@/lib/domain/facts';
import { circumstancesOf, factsOf, type JudgedRun } from './facts';
import type { ChainResult } from './preview-chain';
import { toolHash, viewHash } from './preview';
import { evaluatePolicy } from './verdict';

export type PreviewedWrite = Extract<ChainResult, { ok: true }>;

export interface JudgedWrite {
  verdict: PolicyVerdict;
  /** The class the call is treated as. */
  reversibility: Exclude<ReversibilityClass, 'read_only'>;
  circumstances: Circumstances;
  toolHash: string;
  viewHash: string;
}

/**
 * The last layer for a write that passed the others: policy's verdict on it, and the hash that binds what people
 * will see to what may run.
 */
export function judgeWrite(
  tool: WriteTool,
  write: PreviewedWrite,
  policy: CurrentPolicy,
  context: JudgedRun,
  proposalVersion: number,
): JudgedWrite {
  const circumstances = circumstancesOf(tool, policy.body, context);
  const facts = factsOf(circumstances, write.args, write.before);
  const verdict = evaluatePolicy({ policy: policy.body, at: policy.readAt, facts });
  const hashOfTool = toolHash(tool);
  const view = viewHash({
    args: write.args,
    preview: write.preview,
    toolHash: hashOfTool,
    targetVersion: write.targetVersion,
    policyVersion: policy.version,
    proposalVersion,
  });
  const reversibility = effectiveClass(tool.reversibility, policy.body);
  return { verdict, reversibility, circumstances, toolHash: hashOfTool, viewHash: view };
}
