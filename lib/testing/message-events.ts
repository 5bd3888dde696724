import type { MessagesRequest } from './message-rules';

/** A block of a scripted answer. `inputText` is sent as it stands, valid JSON or not. */
export type ScriptedBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'tool_use'; id: string; name: string; inputText: string };

export interface MessageContent {
  blocks: ScriptedBlock[];
  stopReason: string;
  usage: { inputTokens: number; outputTokens: number };
}

interface WireEvent {
  type: string;
  [member: string]: unknown;
}

/** The events of one streamed answer in the wire's order, its text and JSON cut into small deltas. */
export function toEvents(id: string, request: MessagesRequest, content: MessageContent): WireEvent[] {
  const { blocks, stopReason, usage } = content;
  const counts = { input_tokens: usage.inputTokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  const message = { ...envelope(id, request), content: [], stop_reason: null, usage: { ...counts, output_tokens: 1 } };
  return [
    { type: 'message_start', message },
    { type: 'ping' },
    ...blocks.flatMap((block, index) => blockEvents(block, index)),
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { output_tokens: usage.outputTokens },
    },
    { type: 'message_stop' },
  ];
}

/** The same answer as one JSON document, for a request that does not stream. */
export function toMessage(id: string, request: MessagesRequest, content: MessageContent): object {
  const blocks = content.blocks.map((block) => {
    if (block.type !== 'tool_use') return block;
    return { type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.inputText) as unknown };
  });
  const usage = { input_tokens: content.usage.inputTokens, output_tokens: content.usage.outputTokens };
  return { ...envelope(id, request), content: blocks, stop_reason: content.stopReason, usage };
}

function envelope(id: string, { model }: MessagesRequest) {
  return { id, type: 'message', role: 'assistant', model, stop_sequence: null };
}

function blockEvents(block: ScriptedBlock, index: number): WireEvent[] {
  const { start, deltas } = partsOf(block);
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

function partsOf(block: ScriptedBlock): { start: object; deltas: object[] } {
  switch (block.type) {
    case 'text':
      return {
        start: { type: 'text', text: '' },
        deltas: pieces(block.text).map((text) => ({ type: 'text_delta', text })),
      };
    case 'thinking':
      return {
        start: { type: 'thinking', thinking: '', signature: '' },
        deltas: [
          ...pieces(block.thinking).map((thinking) => ({ type: 'thinking_delta', thinking })),
          { type: 'signature_delta', signature: block.signature },
        ],
      };
    case 'tool_use':
      return {
        start: { type: 'tool_use', id: block.id, name: block.name, input: {} },
        deltas: ['', ...pieces(block.inputText)].map((json) => ({ type: 'input_json_delta', partial_json: json })),
      };
  }
}

/** Pieces of at most 16 characters, whole code points each. */
function pieces(text: string): string[] {
  const points = [...text];
  return Array.from({ length: Math.ceil(points.length / 16) }, (_, at) => points.slice(at * 16, at * 16 + 16).join(''));
}
