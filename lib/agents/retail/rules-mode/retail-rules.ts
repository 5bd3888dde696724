import { createHash } from 'node:crypto';
import type { ModelBlock, ModelRequest, RulesAssistant } from '@/lib/domain/model';
import { readConversation, sameJson, type Conversation } from './conversation';
import { gatherFacts, say, WRITE_TOOLS, type Facts, type Move } from './facts';
import { smallTalk } from './grammar';
import { findIntents, type Intent } from './intents';
import { answerQuestion, answerToOffer, isQuestion } from './question-moves';
import { customer, orderStatus } from './read-moves';
import { findIdentity, findOrderIds } from './slots';
import { cancel, changeAddress, returnItems, storeCredit } from './write-moves';

type Call = Extract<Move, { kind: 'call' }>;

const HAND_OVER = 'transfer_to_human_agents';
const LABEL = "I'm the automatic assistant (rules mode).";

/**
 * Rules mode of the retail agent: a deterministic reading of the conversation by the patterns and slots of
 * the grammar that `grammar.ts` lists. Null when it is not understood, or when the only answer is the one already given.
 */
export const retailRules: RulesAssistant = (request) => {
  const conversation = readConversation(request.messages);
  const newest = conversation.words.at(-1);
  if (!newest) return null;
  const handedOver = conversation.calls.findLast(({ name, at }) => name === HAND_OVER && at > newest.at);
  if (handedOver) return answer(conversation, handOverText(handedOver.status === 'succeeded'));
  const toOffer = answerToOffer(conversation.said.at(-1), newest.text);
  if (toOffer === 'yes') return handOver(request, conversation, [], conversation.words.at(-2)?.text ?? newest.text);
  if (toOffer === 'no') return answer(conversation, 'All right. Tell me if there is anything else.');
  const chat = smallTalk(newest.text);
  const wasAsked = conversation.said.at(-1)?.endsWith('?') ?? false;
  if (chat !== null && !wasAsked && findIntents(newest.text).length === 0) return answer(conversation, chat);
  const moves = understand(conversation).flatMap(movesFor);
  const calls = moves.filter((move) => move.kind === 'call');
  if (calls.length > 0) return callTools(request, conversation, calls);
  const text = moves.flatMap((move) => (move.kind === 'say' ? [move.text] : []));
  if (moves.some(({ kind }) => kind === 'hand_over')) return handOver(request, conversation, text, newest.text);
  const words = text.length > 0 ? [...new Set(text)].join('\n\n') : chat;
  if (words === null) return null;
  const lookedUp = conversation.calls.some(({ at }) => at > newest.at);
  return !lookedUp && conversation.said.at(-1)?.endsWith(words) ? null : answer(conversation, words);
};

/** The newest message that asks for something, with the facts; what is only an id or a name asks to look it up. */
function understand(conversation: Conversation): Facts[] {
  const found = conversation.words.map(({ text }) => findIntents(text));
  const asked = found.findLastIndex((intents) => intents.length > 0);
  if (asked >= 0) return gatherFacts(conversation, asked, found[asked] ?? []);
  const last = conversation.words.length - 1;
  const clause = conversation.words[last]?.text ?? '';
  const bare: Intent[] = [
    ...(findOrderIds(clause).length > 0 ? [{ kind: 'order_status' as const, clause }] : []),
    ...(findIdentity(clause) ? [{ kind: 'customer' as const, clause }] : []),
    ...(isQuestion(clause) ? [{ kind: 'question' as const, clause }] : []),
  ];
  return gatherFacts(conversation, last, bare.slice(0, 1));
}

/** One move for each order the wish names. */
function movesFor(facts: Facts): Move[] {
  const { kind } = facts.intent;
  if (kind === 'hand_over') return [{ kind: 'hand_over' }];
  if (kind === 'question') return [answerQuestion(facts)];
  if (kind === 'customer') return [customer(facts)];
  const orderIds = facts.orderIds.length > 0 ? facts.orderIds : [undefined];
  if (kind === 'order_status') return orderIds.map((orderId) => orderStatus(facts, orderId));
  const write = { cancel, change_address: changeAddress, return: returnItems, store_credit: storeCredit }[kind];
  const targets = kind === 'store_credit' ? orderIds.slice(0, 1) : orderIds;
  return targets.map((orderId) => waitingMove(facts, WRITE_TOOLS[kind], orderId) ?? write(facts, orderId));
}

/** A proposal of an earlier run that people have not decided is not made again. */
function waitingMove({ calls }: Facts, name: string, orderId: string | undefined): Move | null {
  const waiting = calls.find((call) => {
    const aboutOrder = orderId === undefined || call.args.order_id === undefined || call.args.order_id === orderId;
    return call.name === name && call.status === 'waiting' && aboutOrder;
  });
  const about = orderId === undefined ? '' : ` about order ${orderId}`;
  return waiting ? say(`Your request${about} is waiting for a person's decision. Nothing has been changed yet.`) : null;
}

/** Reads first, all at once; then the writes, as one group for the reviewers. */
function callTools(request: ModelRequest, conversation: Conversation, calls: Call[]): ModelBlock[] | null {
  const reads = calls.filter(({ write }) => write === undefined);
  const chosen = (reads.length > 0 ? reads : calls).filter(
    (call, at, all) => all.findIndex(({ name, args }) => name === call.name && sameJson(args, call.args)) === at,
  );
  if (chosen.some(({ name }) => !hasTool(request, name))) return null;
  const writes = chosen.flatMap(({ write }) => (write === undefined ? [] : [write]));
  const words = writes.length > 0 ? answer(conversation, `I am submitting this: ${writes.join('; and ')}.`) : [];
  return [...words, ...chosen.map(({ name, args }, at) => toolUse(request, at, name, args))];
}

function handOver(
  request: ModelRequest,
  conversation: Conversation,
  told: readonly string[],
  wish: string,
): ModelBlock[] | null {
  if (!hasTool(request, HAND_OVER)) return null;
  const text = [...told, 'I am handing you over to a colleague.'].join('\n\n');
  const summary = `Rules mode handed over. The customer wrote: "${wish.slice(0, 400)}"`;
  return [...answer(conversation, text), toolUse(request, 0, HAND_OVER, { summary })];
}

function handOverText(succeeded: boolean): string {
  return succeeded
    ? 'A colleague will answer you here.'
    : 'I could not hand you over just now, and nothing was changed. Please try again in a moment.';
}

function hasTool({ tools }: ModelRequest, name: string): boolean {
  return tools.some((tool) => tool.name === name);
}

/** Ids are the same for the same request and differ between requests, of other runs of the conversation too. */
function toolUse({ messages }: ModelRequest, at: number, name: string, args: Call['args']): ModelBlock {
  const hash = createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 16);
  return { type: 'tool_use', id: `rules_${hash}_${at}`, name, inputText: JSON.stringify(args) };
}

/** The first answer of a conversation says who is answering. */
function answer({ said }: Conversation, text: string): ModelBlock[] {
  const introduced = said.some((earlier) => earlier.includes('rules mode'));
  return [{ type: 'text', text: introduced ? text : `${LABEL} ${text}` }];
}
