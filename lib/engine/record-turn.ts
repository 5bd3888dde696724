import type { Agent } from '@/lib/domain/agent';
import type { Confidence } from '@/lib/domain/confidence';
import type { Json } from '@/lib/domain/json';
import type { ModelTurn } from '@/lib/domain/model';
import type { NewRunEvent } from '@/lib/domain/run-event';
import { statementOf, textOf, type RunRecord } from '@/lib/domain/run-record';
import { confidenceOf, type Doubts } from '@/lib/gate/confidence';
import { findingsNote } from './answer-check';
import type { AnsweredTurn } from './ask-model';
import { doubtsOf, hasReadOutside, standsIn } from './doubts';
import { gateTurn, type GatedTurn } from './gate-turn';
import type { NewProposal, NewToolCall } from './ports';
import { secondChecks } from './second-check';
import type { Advance } from './advance';

type TurnAnswer = AnsweredTurn & { startedAt: Date };

/**
 * Stores a model's turn whole in one transaction: the step with its full record, its calls as the gate left them,
 * the proposals that wait or run, and the events. Before it commits nothing of the turn exists, so a crash costs a
 * model call and never half a turn.
 */
export async function recordTurn(advance: Advance, record: RunRecord, agent: Agent, answer: TurnAnswer): Promise<void> {
  const { ports, claim, stopwatch } = advance;
  const index = record.steps.length;
  const doubts = { ...doubtsOf(record), standIn: standsIn(record, answer) };
  const confidence = replyConfidence(record, agent, answer, doubts);
  const history = await (advance.history ??= ports.store.loadHistory(record));
  const checks = await secondChecks(advance, record, history, agent, answer.turn.blocks);
  await ports.store.commit(claim, stopwatch.lap(), async (transaction) => {
    const turn = { record, history, agent, doubts, checks };
    const gated = await gateTurn(ports, transaction, turn, answer.turn.blocks);
    const notes = [...gated.notes, ...notesOf(answer)];
    await ports.store.insertModelCalls(transaction, record.id, answer.failed);
    await ports.store.insertStep(transaction, record.id, { ...answer, index, confidence, notes });
    if (answer.reservationId !== null) await ports.store.releaseSpend(transaction, answer.reservationId);
    await ports.store.insertToolCalls(transaction, record.id, gated.calls);
    const expiries = await ports.store.insertProposals(transaction, gated.proposals);
    const isTrusted = !isReply(answer.turn) || confidence.value >= record.trust.confidence.replyThreshold;
    const events = [...answer.events, ...turnEvents(index, answer, gated, { expiries, isTrusted })];
    await ports.store.appendEvents(transaction, record.id, events);
  });
}

function replyConfidence(record: RunRecord, agent: Agent, { turn, findings }: TurnAnswer, doubts: Doubts): Confidence {
  const tainted = hasReadOutside(record, agent);
  const ofReply = { stated: statementOf(turn.blocks), tainted, findings: findings.length };
  return confidenceOf({ ...doubts, ...ofReply }, record.trust.confidence.unstated);
}

function notesOf({ turn, findings }: TurnAnswer): string[] {
  return findings.length === 0 ? [] : [findingsNote(findings, isReply(turn))];
}

function isReply({ blocks }: ModelTurn): boolean {
  return blocks.every(({ type }) => type !== 'tool_use');
}

function turnEvents(
  index: number,
  { turn, findings }: TurnAnswer,
  gated: GatedTurn,
  { expiries, isTrusted }: { expiries: ReadonlyMap<string, Date>; isTrusted: boolean },
): NewRunEvent[] {
  const finished: NewRunEvent = {
    type: 'step.finished',
    data: {
      step: index,
      model: turn.model,
      stopReason: turn.stopReason,
      // A text with findings, or that nobody can trust enough, is kept with the step, for the team; whoever follows the run does not read it.
      text: findings.length > 0 || !isTrusted ? '' : textOf(turn.blocks),
      costUsd: turn.costUsd,
    },
  };
  return [
    finished,
    ...gated.calls.flatMap(callEvents),
    ...gated.proposals.map((proposal) => proposalCreated(proposal, callOf(gated, proposal), expiries)),
  ];
}

function callOf(gated: GatedTurn, proposal: NewProposal): NewToolCall {
  const call = gated.calls.find((candidate) => candidate.id === proposal.toolCallId);
  if (!call) throw new Error(`Proposal ${proposal.id} has no call in its turn.`);
  return call;
}

function identity(call: NewToolCall) {
  return { step: call.stepIndex, callId: call.id, toolUseId: call.toolUseId, name: call.name };
}

function callEvents(call: NewToolCall): NewRunEvent[] {
  const args: Json = call.args === null ? call.inputText : (JSON.parse(call.args) as Json);
  const called: NewRunEvent = { type: 'tool.called', data: { ...identity(call), args, status: call.status } };
  if (call.error === null) return [called];
  const finished: NewRunEvent = {
    type: 'tool.finished',
    data: { ...identity(call), status: call.status, error: call.error },
  };
  return [called, finished];
}

/** The event that shows a proposal to the people who follow the run. */
export function proposalCreated(
  proposal: NewProposal,
  call: Pick<NewToolCall, 'id' | 'stepIndex' | 'toolUseId' | 'name'>,
  expiries: ReadonlyMap<string, Date>,
): NewRunEvent {
  return {
    type: 'proposal.created',
    data: {
      step: call.stepIndex,
      callId: call.id,
      toolUseId: call.toolUseId,
      name: call.name,
      proposalId: proposal.id,
      version: proposal.version,
      summary: proposal.summary,
      status: proposal.status,
      requiredApprovals: proposal.requiredApprovals,
      expiresAt: (expiries.get(proposal.id) ?? new Date(0)).toISOString(),
      ...(proposal.supersedesId === null ? {} : { supersedes: proposal.supersedesId }),
    },
  };
}
