import type { JsonObject } from '@/lib/domain/json';
import { isStricter, type CurrentPolicy } from '@/lib/domain/policy';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { ToolContext, WriteTool } from '@/lib/domain/tool';
import { circumstancesOf, factsOf } from '@/lib/gate/facts';
import { evaluatePolicy } from '@/lib/gate/verdict';
import { sha256 } from '@/lib/gate/intake';
import { judgedRun } from './propose-writes';
import { toolContext } from './tool-context';
import { targetVersion, toolHash } from '@/lib/gate/preview';
import type { DispatchableExecution, EnginePorts } from './ports';

/** What keeps an approved execution from being dispatched as approved, in words for the reviewer. */
export type Obstacle = { why: string };

/** What the database says, in the transaction that would record a dispatch, of all that the approval relied on. */
export interface Grounds {
  halted: boolean;
  policy: CurrentPolicy;
  /** How many of those who approved it still may. */
  standing: number;
  /**
   * What a transactional tool would write to, with the arguments it was read for; null for a tool whose effect is
   * outside, because asking for it may ask another system.
   */
  target: { before: JsonObject; args: string } | null;
}

/** Asks for a call's grounds; every statement is on its way when this returns. */
export function askGrounds(
  { store }: EnginePorts,
  record: RunRecord,
  tool: WriteTool,
  call: CallRecord,
  transaction: Transaction,
): Promise<Grounds> {
  const args = call.editedArgs ?? call.args ?? '{}';
  const { proposalId, proposalVersion } = call.execution ?? { proposalId: '', proposalVersion: 0 };
  const asking = Promise.all([
    store.isHalted(transaction, record.agent, tool.name),
    store.readPolicy(transaction, tool.name),
    store.countStandingApprovals(transaction, proposalId, proposalVersion),
    tool.delivery === 'transactional'
      ? tool.target(JSON.parse(args) as JsonObject, toolContext(record, transaction))
      : null,
  ]).then(([halted, policy, standing, before]) => ({
    halted,
    policy,
    standing,
    target: before && { before, args },
  }));
  // Whoever finds nothing to dispatch does not look at it.
  asking.catch(() => undefined);
  return asking;
}

/**
 * Checks, in the transaction that records the dispatch, everything the approval relied on: the arguments are the
 * approved bytes, the tool is the approved definition, the target is as it was seen, and today's policy is no
 * stricter than the one it was approved under, and the approval is not too old. Returns null when the dispatch may go on.
 */
export async function findObstacle(
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  grounds: Grounds,
  context: ToolContext,
): Promise<Obstacle | null> {
  if (sha256(execution.args) !== execution.argsHash) return { why: 'The stored arguments are not the approved ones.' };
  if (toolHash(tool) !== execution.toolHash)
    return { why: `The definition of ${tool.name} changed after the approval.` };
  if (execution.overdue) return { why: 'The approval was not carried out in its time.' };
  const args = JSON.parse(execution.args) as JsonObject;
  // Approvals count for as long as those who gave them may give them.
  if (!execution.automatic && grounds.standing < execution.requiredApprovals) {
    return { why: 'Somebody who approved it may no longer do so.' };
  }
  const before = await targetOf(tool, execution, grounds, context);
  if (targetVersion(before) !== execution.targetVersion) return { why: 'The record changed after the approval.' };
  return findStricterPolicy(grounds.policy, record, tool, execution, { args, before });
}

async function targetOf(
  tool: WriteTool,
  execution: DispatchableExecution,
  { target }: Grounds,
  context: ToolContext,
): Promise<JsonObject> {
  if (target?.args === execution.args) return target.before;
  const args = JSON.parse(execution.args) as JsonObject;
  return tool.delivery === 'transactional' ? tool.target(args, context) : (await tool.preview(args, context)).before;
}

function findStricterPolicy(
  policy: CurrentPolicy,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  { args, before }: { args: JsonObject; before: JsonObject },
): Obstacle | null {
  if (policy.version === execution.policyVersion) return null;
  const facts = factsOf(
    circumstancesOf(tool, policy.body, judgedRun(record, execution.taint, execution.confidence)),
    args,
    before,
  );
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
