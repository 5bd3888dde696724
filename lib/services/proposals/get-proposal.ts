import type { DecisionView } from '@/lib/api/contract/decision';
import type { ExecutionView, ProposalView } from '@/lib/api/contract/proposal';
import type { AnswerFinding } from '@/lib/domain/answer';
import type { Confidence } from '@/lib/domain/confidence';
import { confirmationOf } from '@/lib/domain/confirmation';
import { decisionVerdict, type DecisionVerdict } from '@/lib/domain/decision';
import { mayDecide, type Decider } from '@/lib/domain/entitlement';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { ValueProvenance } from '@/lib/domain/provenance';
import type { Preview } from '@/lib/domain/proposal';
import { hasRole } from '@/lib/domain/role';
import { textOf } from '@/lib/domain/run-record';
import { isWriteTool, undoSecondsOf } from '@/lib/domain/tool';
import type { Execution } from '@/lib/store/generated/client';
import type { Actor, Application } from '../application';
import { undoableUntil } from '../executions/require-revertible';
import { revertViewOf } from '../executions/revert-view';
import { notFound } from '../not-found';
import { loadProposal, type LoadedProposal } from './load-proposal';

/** A proposal as it stands. Throws `not_found` for another person's, unless the actor is a reviewer. */
export async function getProposal(app: Application, actor: Actor, id: string): Promise<ProposalView> {
  return viewProposal(app, actor, id, (owned) => owned.requesterId === actor.userId || hasRole(actor.role, 'reviewer'));
}

/** The same for whoever `mayRead` lets see it, with what this actor may decide. */
export async function viewProposal(
  app: Application,
  actor: Decider,
  id: string,
  mayRead: (proposal: { requesterId: string; agent: string }) => boolean,
): Promise<ProposalView> {
  const proposal = await loadProposal(app.database, id);
  if (!proposal || !mayRead(proposal)) throw notFound('proposal');
  const { execution } = proposal;
  return {
    ...storedMembers(proposal),
    ...toolMembers(app, proposal),
    requester: requesterOf(proposal),
    agentText: textOf(proposal.blocks ?? []),
    givenApprovals: proposal.givenApprovals,
    holdUntil: execution?.holdUntil.toISOString(),
    decisions: proposal.decisions.map(decisionViewOf),
    confirmation: confirmationOf(proposal.friction ?? undefined, JSON.parse(proposal.args) as JsonObject) ?? undefined,
    allowedDecisions: allowedDecisions(actor, proposal),
    execution: execution && {
      ...executionViewOf(execution, proposal),
      ...undoMembers(app, actor, proposal, execution),
    },
  };
}

function storedMembers(proposal: LoadedProposal) {
  return {
    id: proposal.id,
    version: proposal.version,
    viewHash: proposal.viewHash,
    status: proposal.status,
    tool: proposal.outside ? proposal.outside.toolName : proposal.tool,
    verdict: proposal.settledBy === null ? ('require_approval' as const) : ('auto' as const),
    agent: proposal.agent,
    args: JSON.parse(proposal.args) as JsonObject,
    proposedArgs: JSON.parse(proposal.proposedArgs) as JsonObject,
    reversibility: proposal.reversibility,
    delivery: proposal.delivery,
    summary: proposal.summary,
    preview: proposal.preview as unknown as Preview,
    gatedBy: proposal.gatedBy,
    runId: proposal.runId,
    conversationId: proposal.conversationId,
    callId: proposal.toolCallId,
    groupId: proposal.groupId,
    position: proposal.position,
    requiredApprovals: proposal.requiredApprovals,
    approvers: proposal.approvers,
    escalation: escalationOf(proposal),
    holdSeconds: proposal.holdSeconds,
    provenance: proposal.provenance as unknown as ValueProvenance[],
    tainted: proposal.taint !== null,
    taint: proposal.taint ?? undefined,
    findings: proposal.findings as unknown as AnswerFinding[],
    ...confidenceMembers(proposal.confidence as Confidence | null),
    sameEffect:
      proposal.sameEffectId && proposal.sameEffectAt
        ? { proposalId: proposal.sameEffectId, settledAt: proposal.sameEffectAt.toISOString() }
        : undefined,
    revises: proposal.revises,
    supersedesId: proposal.supersedesId ?? undefined,
    supersededById: proposal.supersededBy ?? undefined,
    settledBy: proposal.settledBy ?? undefined,
    proposedAt: proposal.proposedAt.toISOString(),
    expiresAt: proposal.expiresAt.toISOString(),
    settledAt: proposal.settledAt?.toISOString(),
  };
}

function confidenceMembers(confidence: Confidence | null) {
  return { confidence: confidence?.value, confidenceReasons: confidence?.reasons ?? [] };
}

function escalationOf({ escalationGroup, escalationAt, escalationAsked }: LoadedProposal) {
  if (escalationGroup === null || escalationAt === null) return undefined;
  return { group: escalationGroup, at: escalationAt.toISOString(), asked: escalationAsked };
}

/** An outside agent of nobody we know is its own requester; its owner is who to ask. */
function requesterOf({ requesterId, requesterName, outside }: LoadedProposal) {
  return { id: requesterId, name: outside?.requesterId === null ? outside.owner : (requesterName ?? requesterId) };
}

/** What the tool's code says today; a tool that was removed since leaves the form and the repair empty. */
function toolMembers({ registry }: Application, { tool: name, outside }: LoadedProposal) {
  if (outside) {
    const { owner, purpose, described, callback } = outside;
    const view = { owner, purpose, described, ...(callback ? { callback } : {}) };
    return { argsSchema: outside.argsSchema, repair: '', undoSeconds: null, outside: view };
  }
  const tool = registry.tools.get(name);
  return {
    argsSchema: (tool?.input ?? {}) as JsonObject,
    repair: tool && isWriteTool(tool) ? tool.repair : '',
    undoSeconds: tool ? undoSecondsOf(tool) : null,
  };
}

function approvalsOf({ decisions, version }: LoadedProposal) {
  return decisions.filter(
    ({ proposalVersion, verdict }) => proposalVersion === version && (verdict === 'approve' || verdict === 'edit'),
  );
}

/** After an approval of this version the same person may still take a stand against it, but not approve it twice. */
function allowedDecisions(actor: Decider, proposal: LoadedProposal): DecisionVerdict[] {
  if (proposal.status !== 'pending' || proposal.expiresAt <= proposal.readAt || !mayDecide(actor, proposal)) return [];
  const approved = approvalsOf(proposal).some(({ actorId }) => actorId === actor.userId);
  return decisionVerdict.options.filter((verdict) => !approved || verdict !== 'approve');
}

function decisionViewOf(decision: LoadedProposal['decisions'][number]): DecisionView {
  return {
    id: decision.id,
    proposalId: decision.proposalId,
    version: decision.proposalVersion,
    verdict: decision.verdict,
    actor: { id: decision.actorId, name: decision.actorName ?? decision.actorId },
    args: decision.args === null ? undefined : (JSON.parse(decision.args) as Json),
    reason: decision.reason ?? undefined,
    reasonCodes: decision.reasonCodes.length > 0 ? decision.reasonCodes : undefined,
    message: decision.message ?? undefined,
    decidedAt: decision.decidedAt.toISOString(),
  };
}

/** Until when this viewer may undo it, or who has. */
function undoMembers({ registry }: Application, viewer: Decider, proposal: LoadedProposal, execution: Execution) {
  const { revert, readAt } = proposal;
  const undone = revert && { revert: revertViewOf(revert) };
  const tool = registry.tools.get(proposal.tool);
  const free = !revert || revert.status === 'failed' || revert.status === 'aborted';
  if (!free || !tool || !isWriteTool(tool) || execution.status !== 'succeeded' || !mayDecide(viewer, proposal)) {
    return undone;
  }
  const until = undoableUntil(tool, execution.settledAt);
  return until && until > readAt ? { ...undone, undoableUntil: until.toISOString() } : undone;
}

function executionViewOf(execution: Execution, { version }: LoadedProposal): ExecutionView {
  return {
    id: execution.id,
    version: execution.proposalVersion ?? version,
    status: execution.status,
    holdUntil: execution.holdUntil.toISOString(),
    executeBy: execution.executeBy.toISOString(),
    createdAt: execution.createdAt.toISOString(),
    dispatchedAt: execution.dispatchedAt?.toISOString(),
    settledAt: execution.settledAt?.toISOString(),
    output: execution.output === null ? undefined : (JSON.parse(execution.output) as Json),
    error: execution.error ?? undefined,
  };
}
