import type { ModelBlock, ModelMessage } from '@/lib/domain/model';
import type { ModelCallFacts, ToolCallFacts } from '@/lib/domain/run-facts';

type Part = Record<string, unknown>;

/** The texts of a model call, when they go along: instructions, what was sent and what came back. */
export function contentOfModelCall({ prompt, blocks, stopReason }: ModelCallFacts): Record<string, string> {
  if (!prompt || !blocks) return {};
  const [system = '', , ...messages] = prompt;
  const output = [{ role: 'assistant', parts: blocks.flatMap(partOf), finish_reason: stopReason ?? '' }];
  return {
    'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: system }]),
    'gen_ai.input.messages': JSON.stringify(messages.map((message) => messageOf(JSON.parse(message) as ModelMessage))),
    'gen_ai.output.messages': JSON.stringify(output),
  };
}

/** A tool call's arguments and output, when they go along. */
export function contentOfToolCall({ args, output }: ToolCallFacts): Record<string, string> {
  return {
    ...(args === undefined ? {} : { 'gen_ai.tool.call.arguments': args }),
    ...(output === undefined ? {} : { 'gen_ai.tool.call.result': output }),
  };
}

function messageOf(message: ModelMessage): Part {
  if (message.role === 'assistant') return { role: 'assistant', parts: message.content.flatMap(partOf) };
  const parts = message.content.map((block) =>
    block.type === 'text'
      ? { type: 'text', content: block.text }
      : { type: 'tool_call_response', id: block.toolUseId, response: block.content },
  );
  return { role: message.content.some(({ type }) => type === 'tool_result') ? 'tool' : 'user', parts };
}

function partOf(block: ModelBlock): Part[] {
  switch (block.type) {
    case 'text':
      return [{ type: 'text', content: block.text }];
    case 'thinking':
      return [{ type: 'reasoning', content: block.thinking }];
    case 'tool_use':
      return [{ type: 'tool_call', id: block.id, name: block.name, arguments: block.inputText }];
    case 'other':
      return [];
  }
}
