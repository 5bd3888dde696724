import type { RunView, StepView, ToolCallView } from '@/lib/api/contract/run';
import type { AnswerFinding } from '@/lib/domain/answer';
import type { Confidence } from '@/lib/domain/confidence';
import type { Understanding } from '@/lib/domain/front-door';
import { hiddenTextIn } from '@/lib/domain/hidden-text';
import type { StepContext } from '@/lib/domain/context-settings';
import type { Json } from '@/lib/domain/json';
import type { ModelBlock } from '@/lib/domain/model';
import { hasRole } from '@/lib/domain/role';
import { textOf } from '@/lib/domain/run-record';
import type { RunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import type { Step, ToolCall } from '@/lib/store/generated/client';
import { findReverts, type Revert } from '@/lib/store/executions/find-reverts';
import { typedReads } from '@/lib/store/prisma';
import type { Actor, Application } from '../application';
import { revertViewOf } from '../executions/revert-view';
import { notFound } from '../not-found';
import { runSummaryOf } from './run-summary';

/** A run with its steps and calls. Throws `not_found` for another person's, unless the actor is a reviewer. */
export async function getRun({ database }: Application, actor: Actor, id: string): Promise<RunView> {
  const run = await typedReads(database).run.findUnique({
    where: { id },
    include: {
      conversation: { select: { user: { select: { name: true } } } },
      steps: { orderBy: { index: 'asc' } },
      toolCalls: {
        orderBy: [{ stepIndex: 'asc' }, { index: 'asc' }],
        // The latest stands for the call; those it superseded are read through it.
        include: { proposals: { orderBy: { proposedAt: 'desc' }, take: 1, select: { id: true, summary: true } } },
      },
    },
  });
  if (!run || (run.userId !== actor.userId && !hasRole(actor.role, 'reviewer'))) throw notFound('run');
  const found = await findReverts(database, sql`proposal.run_id = ${id}`);
  const reverts = new Map(found.map((revert) => [revert.callId, revert]));
  return {
    ...runSummaryOf(run, run.conversation.user.name),
    limits: run.limits as unknown as RunLimits,
    intent: (run.intent as unknown as Understanding | null) ?? undefined,
    confidenceReasons: (run.confidence as Confidence | null)?.reasons ?? [],
    novelty: run.novelty ?? undefined,
    hiddenText: hiddenTextIn(run.message),
    steps: run.steps.map((step) => stepViewOf(step, isWithheld(run, step) && !hasRole(actor.role, 'reviewer'))),
    toolCalls: run.toolCalls.map((call) => toolCallViewOf(call, call.proposals[0], reverts.get(call.id))),
  };
}

/** What a check kept from the user is kept from them here too: a text with findings, a reply nobody could trust enough. */
function isWithheld({ reason, steps }: { reason: string | null; steps: Step[] }, step: Step): boolean {
  const isLast = step.index === steps.length - 1;
  return (step.findings as unknown as AnswerFinding[]).length > 0 || (reason === 'low_confidence' && isLast);
}

function stepViewOf(step: Step, isWithheld: boolean): StepView {
  const findings = step.findings as unknown as AnswerFinding[];
  const blocks = step.blocks as unknown as ModelBlock[];
  return {
    index: step.index,
    model: step.model,
    text: isWithheld ? '' : textOf(blocks),
    reasoning: isWithheld ? '' : reasoningOf(blocks),
    confidence: (step.confidence as Confidence | null) ?? undefined,
    routed: step.routed ?? undefined,
    stopReason: step.stopReason,
    notes: isWithheld ? [] : step.notes,
    findings: isWithheld ? [] : findings,
    context: step.context === null ? undefined : (step.context as unknown as StepContext),
    usage: {
      inputTokens: step.inputTokens,
      outputTokens: step.outputTokens,
      cacheReadTokens: step.cacheReadTokens,
      costUsd: step.costUsd,
    },
    costUsd: step.costUsd,
    latencyMs: step.latencyMs,
    startedAt: step.startedAt.toISOString(),
    finishedAt: step.finishedAt.toISOString(),
  };
}

function reasoningOf(blocks: readonly ModelBlock[]): string {
  return blocks.flatMap((block) => (block.type === 'thinking' ? [block.thinking] : [])).join('\n\n');
}

function toolCallViewOf(
  call: ToolCall,
  proposal: { id: string; summary: string } | undefined,
  revert: Revert | undefined,
): ToolCallView {
  return {
    id: call.toolUseId,
    callId: call.id,
    stepIndex: call.stepIndex,
    name: call.name,
    args: call.args === null ? null : (JSON.parse(call.args) as Json),
    status: call.status,
    output: call.output === null ? undefined : (JSON.parse(call.output) as Json),
    error: call.error ?? undefined,
    cachedSeconds: call.cachedSeconds ?? undefined,
    costUsd: call.costUsd,
    proposalId: proposal?.id,
    summary: proposal?.summary,
    revert: revert && revertViewOf(revert),
    startedAt: call.startedAt.toISOString(),
    settledAt: call.settledAt?.toISOString(),
  };
}
