import type { JsonObject } from '@/lib/domain/json';
import { isStricter, type CurrentPolicy } from '@/lib/domain/policy';
import type { RunRecord } from '@/lib/domain/run-record';
import type { ToolContext, WriteTool } from '@/lib/domain/tool';
import { circumstancesOf, factsOf } from '@/lib/gate/facts';
import { evaluatePolicy } from '@/lib/gate/verdict';
import { sha256 } from '@/lib/gate/intake';
import { targetVersion, toolHash } from '@/lib/gate/preview';
import type { DispatchableExecution, EnginePorts } from './ports';

/** What keeps an approved execution from being dispatched as approved, in words for the reviewer. */
export type Obstacle = { why: string };

/**
 * Checks, in the transaction that records the dispatch, everything the approval relied on: the arguments are the
 * approved bytes, the tool is the approved definition, the target is as it was seen, and today's policy is no
 * stricter than the one it was approved under, and the approval is not too old. Returns null when the dispatch may go on.
 */
export async function findObstacle(
  ports: EnginePorts,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  policy: CurrentPolicy,
  context: ToolContext,
): Promise<Obstacle | null> {
  if (sha256(execution.args) !== execution.argsHash) return { why: 'The stored arguments are not the approved ones.' };
  if (toolHash(tool) !== execution.toolHash)
    return { why: `The definition of ${tool.name} changed after the approval.` };
  if (execution.overdue) return { why: 'The approval was not carried out in its time.' };
  const args = JSON.parse(execution.args) as JsonObject;
  const [before, lacking] = await Promise.all([
    targetOf(tool, args, context),
    lacksApprovals(ports, execution, context),
  ]);
  if (targetVersion(before) !== execution.targetVersion) return { why: 'The record changed after the approval.' };
  if (lacking) return { why: 'Somebody who approved it may no longer do so.' };
  return findStricterPolicy(policy, record, tool, execution, { args, before });
}

async function targetOf(tool: WriteTool, args: JsonObject, context: ToolContext): Promise<JsonObject> {
  return tool.delivery === 'transactional' ? tool.target(args, context) : (await tool.preview(args, context)).before;
}

/** Approvals count for as long as those who gave them may give them. */
async function lacksApprovals(ports: EnginePorts, execution: DispatchableExecution, { transaction }: ToolContext) {
  if (execution.automatic) return false;
  const { proposalId, proposalVersion, requiredApprovals } = execution;
  return (await ports.store.countStandingApprovals(transaction, proposalId, proposalVersion)) < requiredApprovals;
}

function findStricterPolicy(
  policy: CurrentPolicy,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  { args, before }: { args: JsonObject; before: JsonObject },
): Obstacle | null {
  if (policy.version === execution.policyVersion) return null;
  const facts = factsOf(circumstancesOf(tool, policy.body, { ...record, run: record }), args, before);
  const today = evaluatePolicy({ policy: policy.body, at: policy.readAt, facts });
  const approved = {
    verdict: execution.automatic ? ('auto' as const) : ('require_approval' as const),
    approvals: execution.requiredApprovals,
    approvers: [],
    gatedBy: '',
  };
  return isStricter(today, approved) ? { why: `Policy became stricter: ${today.gatedBy}.` } : null;
}

/** Whether what would be sent, and by what, is still what was approved: the least a repeated sending needs. */
export function isAsApproved(tool: WriteTool, execution: DispatchableExecution): boolean {
  return sha256(execution.args) === execution.argsHash && toolHash(tool) === execution.toolHash;
}
