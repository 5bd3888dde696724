import type { ModelBlock, ModelPort, ModelRequest } from '@/lib/domain/model';
import { blocksOf, type MessagesRequest } from '@/lib/testing/message-rules';
import type { ScriptedTurn } from '@/lib/testing/scripted-model-server';

/** What every contender's run is asked to do: so many steps with a read each, or one write that a person decides. */
export type Work = { steps: number } | { write: string; tool: 'add_note' | 'send_note' } | { stall: string };

export const messageFor = (work: Work) => `Do: ${JSON.stringify(work)}`;

export function workIn(text: string): Work {
  return JSON.parse(text.slice(text.indexOf('{'))) as Work;
}

/** The model's turn number `turn`, the same for every contender: a call, or at the end words. */
function callOf(work: Work, turn: number): { name: string; input: Record<string, unknown> } | null {
  if ('steps' in work) return turn < work.steps ? { name: 'read_note', input: { index: turn } } : null;
  if ('write' in work) return turn === 0 ? { name: work.tool, input: { id: work.write } } : null;
  return null;
}

/** The model behind the wire. */
export function wireTurn({ messages }: MessagesRequest): ScriptedTurn {
  const [first] = messages;
  const text = first ? String(blocksOf(first)[0]?.text) : '';
  const call = callOf(workIn(text), messages.filter(({ role }) => role === 'assistant').length);
  return call === null ? { text: 'It is done.' } : { toolUses: [call] };
}

/** The same model in this process, where its answer costs nothing. */
export const processModel: ModelPort = {
  estimateCostUsd: () => 0,
  call: ({ messages }) => Promise.resolve(turnOf(blocksFor(messages))),
};

function blocksFor(messages: ModelRequest['messages']): ModelBlock[] {
  const first = messages[0]?.content[0];
  const turn = messages.filter(({ role }) => role === 'assistant').length;
  const call = callOf(workIn(first?.type === 'text' ? first.text : ''), turn);
  if (call === null) return [{ type: 'text', text: 'It is done.' }];
  return [{ type: 'tool_use', id: `use_${turn}`, name: call.name, inputText: JSON.stringify(call.input) }];
}

function turnOf(blocks: ModelBlock[]) {
  const usage = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const stopReason = blocks.some(({ type }) => type === 'tool_use') ? ('tool_use' as const) : ('end_turn' as const);
  return { model: 'scripted', blocks, stopReason, usage, costUsd: 0, latencyMs: 0 };
}
