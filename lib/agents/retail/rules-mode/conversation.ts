import canonicalize from 'canonicalize';
import type { JsonObject } from '@/lib/domain/json';
import type { ModelMessage } from '@/lib/domain/model';

/** What the customer (or a colleague guiding the run) wrote, and when: positions only grow. */
export interface Words {
  at: number;
  text: string;
}

export type CallStatus = 'succeeded' | 'failed' | 'waiting';

/** A tool call of this conversation with what came of it. */
export interface PastCall {
  at: number;
  name: string;
  args: JsonObject;
  /** What a reviewer ran instead. */
  ranArgs: JsonObject | null;
  status: CallStatus;
  /** The tool's bare output, or the sentence that says why there is none. */
  content: string;
}

export interface Conversation {
  words: Words[];
  calls: PastCall[];
  /** Texts of the assistant's side, in order. */
  said: string[];
}

/** A wish fits into this; patterns over endless text would hold up everybody else's runs. */
const LONGEST_WISH = 2000;
const EDIT_NOTE = /^Reviewer note: you proposed (?:\w+ )?(\{.*\}); the reviewer ran (\{.*\})\.$/s;
const NOTE = /^(?:Reviewer |Warning: |Your last message )/;
const OPEN_REQUEST = /^\[State of an earlier request that is still open\]\n/;
const OPEN_CALL = /^- (\w+) (\{.*\}): (.*)$/;
const GUIDANCE = /^\[Guidance from the support team[^\]]*\] /;
const BRACKETED = /^\[[^\]\n]+\] /;

/**
 * Reads a request's messages as a conversation. Only words of people are ever searched for requests: what tools
 * returned, what reviewers noted and what the engine states as facts are kept apart from them.
 */
export function readConversation(messages: readonly ModelMessage[]): Conversation {
  const conversation: Conversation = { words: [], calls: [], said: [] };
  const openUses = new Map<string, PastCall>();
  let at = 0;
  for (const message of messages) {
    if (message.role === 'assistant') {
      for (const block of message.content) {
        at += 1;
        if (block.type === 'text') conversation.said.push(block.text);
        if (block.type === 'tool_use') openUses.set(block.id, waitingCall(at, block.name, block.inputText));
      }
      continue;
    }
    const answered: PastCall[] = [];
    for (const block of message.content) {
      at += 1;
      if (block.type === 'text') {
        readText(conversation, { at, text: block.text }, answered);
        continue;
      }
      const call = openUses.get(block.toolUseId);
      if (!call) continue;
      call.status = block.isError ? 'failed' : 'succeeded';
      call.content = block.content;
      answered.push(call);
      conversation.calls.push(call);
    }
  }
  return conversation;
}

function waitingCall(at: number, name: string, argsText: string): PastCall {
  return { at, name, args: parseObject(argsText) ?? {}, ranArgs: null, status: 'waiting', content: '' };
}

/** After tool results in one message, texts that begin like the engine's notes are notes. */
function readText(conversation: Conversation, { at, text }: Words, answered: PastCall[]): void {
  if (answered.length > 0 && NOTE.test(text)) return noteEdit(text, answered);
  if (OPEN_REQUEST.test(text)) {
    for (const line of text.split('\n').slice(1)) readOpenCall(conversation, at, line);
    return;
  }
  const words = text.replace(GUIDANCE, '');
  if (words === text && BRACKETED.test(text)) return;
  conversation.words.push({ at, text: words.slice(0, LONGEST_WISH) });
}

function noteEdit(note: string, answered: PastCall[]): void {
  const [, proposed, ran] = EDIT_NOTE.exec(note) ?? [];
  const before = parseObject(proposed);
  const edited = answered.find((call) => before && call.ranArgs === null && sameJson(call.args, before));
  if (edited) edited.ranArgs = parseObject(ran);
}

function readOpenCall(conversation: Conversation, at: number, line: string): void {
  const [, name = '', argsText = '', fact = ''] = OPEN_CALL.exec(line) ?? [];
  if (name === '') return;
  const call = waitingCall(at, name, argsText);
  const [, status, content = ''] = /^(\w+): (.*)$/.exec(fact) ?? [];
  if (status !== undefined) Object.assign(call, { status: status === 'succeeded' ? status : 'failed', content });
  conversation.calls.push(call);
}

/** True when two values have the same canonical JSON. */
export function sameJson(one: unknown, other: unknown): boolean {
  return canonicalize(one) === canonicalize(other);
}

function parseObject(text: string | undefined): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
