import type { ModelBlock, ModelUsage } from '@/lib/domain/model';
import type { ContentBlock, StreamEvent, TokenCounts } from './stream-events';

/** What a stream is made of; its `error` event ends the call before it gets here. */
export type ContentEvent = Exclude<StreamEvent, { type: 'error' }>;

/** A block as far as it arrived; only a finished one may be acted on. */
export interface AssembledBlock {
  block: ModelBlock;
  /** False when its stop never came, or the JSON text of a tool's input is not an object. */
  finished: boolean;
}

/** Everything one stream carried. Several messages in one stream (a splice) are kept one after the other. */
export interface AssembledMessage {
  model: string | null;
  blocks: AssembledBlock[];
  stopReason: string | null;
  usage: ModelUsage;
  messageStarts: number;
  /** The last message was ended by its own event, not by the end of the connection. */
  stopped: boolean;
}

export interface Accumulator {
  /** Takes one event in; returns the text to show for it, empty for most. Throws when events contradict each other. */
  add(event: ContentEvent): string;
  message(): AssembledMessage;
}

interface OpenBlock {
  start: ContentBlock;
  text: string;
  signature: string;
  inputText: string;
  stopped: boolean;
}

interface State {
  blocks: OpenBlock[];
  ofThisMessage: Map<number, OpenBlock>;
  counts: TokenCounts[];
  model: string | null;
  stopReason: string | null;
  stopped: boolean;
}

/**
 * Puts a turn together from its stream, keeping the raw JSON text of each tool's input: parsing it here would lose
 * duplicate keys and large numbers before the gate could refuse them.
 */
export function createAccumulator(): Accumulator {
  const state: State = {
    blocks: [],
    ofThisMessage: new Map(),
    counts: [],
    model: null,
    stopReason: null,
    stopped: false,
  };
  return {
    add: (event) => addEvent(state, event),
    message: () => ({
      model: state.model,
      blocks: state.blocks.map(finishBlock),
      stopReason: state.stopReason,
      usage: totalUsage(state.counts),
      messageStarts: state.counts.length,
      stopped: state.stopped,
    }),
  };
}

function addEvent(state: State, event: ContentEvent): string {
  switch (event.type) {
    case 'message_start':
      // A second message numbers its blocks from zero again; blocks the first left open stay unfinished.
      state.ofThisMessage = new Map();
      state.counts.push(event.message.usage);
      Object.assign(state, { model: event.message.model, stopReason: null, stopped: false });
      return '';
    case 'content_block_start': {
      if (state.ofThisMessage.has(event.index)) throw new Error(`block ${event.index} started twice`);
      const block = startBlock(event.content_block);
      state.ofThisMessage.set(event.index, block);
      state.blocks.push(block);
      return block.start.type === 'text' ? block.text : '';
    }
    case 'content_block_delta':
      return applyDelta(openBlock(state, event.index), event.delta);
    case 'content_block_stop':
      openBlock(state, event.index).stopped = true;
      return '';
    case 'message_delta':
      state.stopReason = event.delta.stop_reason ?? state.stopReason;
      // Its counts are the message's totals so far, not additions.
      if (event.usage) state.counts.push({ ...state.counts.pop(), ...withoutNulls(event.usage) });
      return '';
    case 'message_stop':
      state.stopped = true;
      return '';
  }
}

function openBlock({ ofThisMessage }: State, index: number): OpenBlock {
  const block = ofThisMessage.get(index);
  if (!block || block.stopped) throw new Error(`block ${index} is not open`);
  return block;
}

function startBlock(start: ContentBlock): OpenBlock {
  const part = (name: string) => (typeof start[name] === 'string' ? start[name] : '');
  const text = start.type === 'thinking' ? part('thinking') : part('text');
  return { start, text, signature: part('signature'), inputText: '', stopped: false };
}

function applyDelta(block: OpenBlock, delta: ContentBlock): string {
  const part = (name: string): string => {
    const value = delta[name];
    if (typeof value !== 'string') throw new Error(`a ${delta.type} carries no ${name}`);
    return value;
  };
  if (delta.type === 'text_delta') {
    block.text += part('text');
    return part('text');
  }
  if (delta.type === 'thinking_delta') block.text += part('thinking');
  if (delta.type === 'signature_delta') block.signature += part('signature');
  if (delta.type === 'input_json_delta') block.inputText += part('partial_json');
  return '';
}

function finishBlock({ start, text, signature, inputText, stopped }: OpenBlock): AssembledBlock {
  if (start.type === 'text') return { block: { type: 'text', text }, finished: stopped };
  if (start.type === 'thinking') return { block: { type: 'thinking', thinking: text, signature }, finished: stopped };
  if (start.type !== 'tool_use') {
    const input = inputText === '' ? undefined : parseObject(inputText);
    const value = input === undefined ? start : { ...start, input: input ?? inputText };
    return { block: { type: 'other', value }, finished: stopped && input !== null };
  }
  // Without any delta the whole input stands in the block's start: `{}` for a tool without arguments.
  const whole = inputText === '' ? JSON.stringify(start.input ?? {}) : inputText;
  const { id, name } = start;
  const named = typeof id === 'string' && typeof name === 'string';
  const block: ModelBlock = { type: 'tool_use', id: String(id), name: String(name), inputText: whole };
  return { block, finished: stopped && named && parseObject(whole) !== null };
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function withoutNulls(counts: TokenCounts): TokenCounts {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== null && value !== undefined));
}

function totalUsage(counts: readonly TokenCounts[]): ModelUsage {
  const total = (name: 'input_tokens' | 'output_tokens' | 'cache_read_input_tokens' | 'cache_creation_input_tokens') =>
    counts.reduce((sum, one) => sum + (one[name] ?? 0), 0);
  return {
    inputTokens: total('input_tokens'),
    outputTokens: total('output_tokens'),
    cacheReadTokens: total('cache_read_input_tokens'),
    cacheWriteTokens: total('cache_creation_input_tokens'),
  };
}
