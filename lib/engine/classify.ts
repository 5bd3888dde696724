import { onlyReads, type Agent } from '@/lib/domain/agent';
import { frontDoorOf, type FrontDoor, type Understanding } from '@/lib/domain/front-door';
import type { RunRecord } from '@/lib/domain/run-record';
import { isTerminal } from '@/lib/domain/transition';
import { runTransitions } from '@/lib/domain/run';
import type { Advance } from './advance';
import { askAside } from './ask-aside';
import { classifierQuestion } from './classifier-question';
import { prepareRequest, type ConversationHistory } from './context';
import { decidePath, UNANSWERED } from './decide-path';
import type { EnginePorts } from './ports';

/**
 * Has the message of a run that begins classified, and stores what came of it before anything follows from it. False when
 * there is nothing to classify it with, or nothing to classify because the message goes on with what is under way: then
 * the agent takes it as if there were no front door.
 */
export async function classify(advance: Advance, record: RunRecord, agent: Agent): Promise<boolean> {
  const { ports, claim, stopwatch } = advance;
  const door = frontDoorOf(agent.frontDoor, record.trust.frontDoor);
  if (!door || ports.models.choose(record, agent, 'classify').model === 'rules') return false;
  const history = await (advance.history ??= ports.store.loadHistory(record));
  if (goesOn(record, history)) return false;
  const intent = await understand(advance, record, agent, door, history);
  await ports.store.commit(claim, stopwatch.lap(), (transaction) =>
    ports.store.storeIntent(transaction, record.id, intent),
  );
  return true;
}

async function understand(
  advance: Advance,
  record: RunRecord,
  agent: Agent,
  door: FrontDoor,
  history: ConversationHistory,
): Promise<Understanding> {
  const { ports } = advance;
  const question = classifierQuestion(agent, door, record, history);
  const answer = await askAside(advance, record, agent, { purpose: 'classify', maxTokens: 300, ...question });
  if (!answer) return UNANSWERED;
  const decided = decidePath(door, record.trust.frontDoor.threshold, answer.value, {
    askedBefore: runBefore(record, history)?.intent?.path === 'clarify',
    handedOver: answer.value.outOfScope && (await ports.store.isHandedOver(record.conversationId)),
    rulesCover: () => rulesCover(ports, record, agent, history),
  });
  return { ...decided, modelCallId: answer.modelCallId };
}

/** Part of what is under way: an earlier request is still open, or the message answers a question or a colleague. */
function goesOn(record: RunRecord, history: ConversationHistory): boolean {
  const earlier = history.runs.filter(({ id }) => id !== record.id);
  if (earlier.some(({ status }) => !isTerminal(runTransitions, status))) return true;
  const before = history.messages.findLast(({ position }) => position < record.messagePosition);
  if (before?.role === 'person') return true;
  // A "thanks, yes" to the agent's own question is no thanks, and what it says belongs to the agent.
  const wasAsked = before?.role === 'agent' && before.text.trimEnd().endsWith('?');
  const asker = runBefore(record, history)?.intent?.path ?? 'agent';
  return wasAsked && (asker === 'agent' || asker === 'rules');
}

/** The run that answered last before this message. */
function runBefore(record: RunRecord, { messages, runs }: ConversationHistory): RunRecord | undefined {
  const answer = messages.findLast(({ position, role }) => role === 'agent' && position < record.messagePosition);
  return runs.find(({ id }) => id === answer?.runId);
}

/** Rules mode understands this very request, and answers it by reading alone. */
function rulesCover(ports: EnginePorts, record: RunRecord, agent: Agent, history: ConversationHistory): boolean {
  const { request } = prepareRequest(record, history, agent, 'rules');
  const turn = ports.models.fallback(request, agent);
  return turn !== null && onlyReads(agent, turn.blocks);
}
