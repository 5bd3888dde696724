import type { Circumstances, Facts } from '@/lib/domain/facts';
import type { JsonObject } from '@/lib/domain/json';
import { effectiveClass, type PolicyBody } from '@/lib/domain/policy';
import type { RunRecord } from '@/lib/domain/run-record';
import type { WriteTool } from '@/lib/domain/tool';

/** Who calls, from which run: what a condition may look at besides the call itself. */
export interface JudgedRun {
  agent: string;
  userId: string;
  customerId: string | null;
  /** Null for a call of an outside agent; then a condition that looks at the run asks a person. */
  run: Pick<RunRecord, 'id' | 'costUsd'> | null;
  /** Why text from outside may stand behind the call; null when none does. */
  taint: string | null;
}

export function circumstancesOf(tool: WriteTool, policy: PolicyBody, context: JudgedRun): Circumstances {
  return {
    agent: { name: context.agent },
    requester: { id: context.userId, customerId: context.customerId },
    run: context.run ? { id: context.run.id, costUsd: context.run.costUsd, tainted: context.taint !== null } : {},
    tool: { name: tool.name, reversibility: effectiveClass(tool.reversibility, policy), delivery: tool.delivery },
  };
}

/** Everything policy is evaluated on for one call: `target` is what the touched records were before it. */
export function factsOf(circumstances: Circumstances, args: JsonObject, target: JsonObject): Facts {
  return { args, target, ...circumstances };
}
