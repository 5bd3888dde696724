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
  /** How far the call can be trusted; null when nobody knows. */
  confidence: number | null;
  /** Below this it is never automatic. */
  proposalThreshold: number;
}

export function circumstancesOf(tool: WriteTool, policy: PolicyBody, context: JudgedRun): Circumstances {
  return {
    agent: { name: context.agent },
    requester: { id: context.userId, customerId: context.customerId },
    run: runFacts(context),
    tool: { name: tool.name, reversibility: effectiveClass(tool.reversibility, policy), delivery: tool.delivery },
  };
}

function runFacts({ run, taint, confidence, proposalThreshold }: JudgedRun): JsonObject {
  if (!run) return {};
  const known = { id: run.id, costUsd: run.costUsd, tainted: taint !== null };
  return confidence === null ? known : { ...known, confidence, unsure: confidence < proposalThreshold };
}

/** Everything policy is evaluated on for one call: `target` is what the touched records were before it. */
export function factsOf(circumstances: Circumstances, args: JsonObject, target: JsonObject): Facts {
  return { args, target, ...circumstances };
}
