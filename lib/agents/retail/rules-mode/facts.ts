import type { JsonObject } from '@/lib/domain/json';
import { sameJson, type Conversation, type PastCall } from './conversation';
import type { IntentKind } from './intent-patterns';
import type { Intent } from './intents';
import { findOrderIds, findIdentity, type Identity } from './slots';

/** The write each wish comes to. */
export const WRITE_TOOLS = {
  cancel: 'cancel_pending_order',
  change_address: 'modify_pending_order_address',
  return: 'return_delivered_order_items',
  store_credit: 'issue_store_credit',
} as const satisfies Partial<Record<IntentKind, string>>;

const WRITES: ReadonlySet<string> = new Set(Object.values(WRITE_TOOLS));

/** What the assistant does next about one thing asked for. */
export type Move =
  | { kind: 'call'; name: string; args: JsonObject; write?: string }
  | { kind: 'say'; text: string }
  | { kind: 'hand_over' }
  /** Settled and told in an earlier answer. */
  | { kind: 'nothing' };

/** One thing asked for, with all that bears on it. */
export interface Facts {
  intent: Intent;
  /** The intent's clause and everything written after its message: where its slots are looked for. */
  words: string;
  orderIds: string[];
  identity: Identity | null;
  /** Position of the newest words; what happened after them has not been told yet. */
  newestWords: number;
  /** Calls made since the message that asked for it, and those that still wait. */
  calls: PastCall[];
  lastSaid: string;
  newestText: string;
}

/** Gathers the facts for each intent of the message at `asked` in the conversation's words. */
export function gatherFacts(conversation: Conversation, asked: number, intents: readonly Intent[]): Facts[] {
  const { words, calls, said } = conversation;
  const message = words[asked];
  const newest = words.at(-1);
  if (!message || !newest) return [];
  const earlier = words.slice(0, asked).map(({ text }) => text);
  const later = words.slice(asked + 1).map(({ text }) => text);
  return intents.map((intent) => {
    const own = findOrderIds(intent.clause);
    const since = calls.filter(({ at, status }) => at > message.at || status === 'waiting');
    // An id named later corrects this one, until something was proposed: after that it is about something else.
    const open = own.length === 0 || (intents.length === 1 && !since.some(({ name }) => WRITES.has(name)));
    const corrected = open ? newestWith(later, findOrderIds) : [];
    const before = own.length > 0 ? own : newestWith([...earlier, message.text], findOrderIds).slice(-1);
    return {
      intent,
      words: [intent.clause, ...later].join('\n'),
      orderIds: corrected.length > 0 ? corrected : before,
      identity: lastFound([...earlier, message.text, ...later], findIdentity),
      newestWords: newest.at,
      calls: since,
      lastSaid: said.at(-1) ?? '',
      newestText: newest.text,
    };
  });
}

function newestWith(texts: readonly string[], find: (text: string) => string[]): string[] {
  return texts.map(find).findLast((found) => found.length > 0) ?? [];
}

function lastFound<Found>(texts: readonly string[], find: (text: string) => Found | null): Found | null {
  return texts.map(find).findLast((found) => found !== null) ?? null;
}

/** The newest call of exactly these arguments, or the move that makes it. */
export function readOnce(facts: Facts, name: string, args: JsonObject): PastCall | Move {
  const call = facts.calls.findLast((past) => past.name === name && sameJson(past.args, args));
  return call ?? { kind: 'call', name, args };
}

export function isMove(value: object): value is Move {
  return 'kind' in value;
}

export function say(text: string): Move {
  return { kind: 'say', text };
}
