import type Anthropic from '@anthropic-ai/sdk';
import type { ModelBlock, ModelMessage, ModelRequest } from '@/lib/domain/model';

const CACHED = { cache_control: { type: 'ephemeral' } } as const;

/**
 * The request as the Messages API takes it. The system prompt and the last tool carry cache breakpoints: what stands
 * before them is the same text in every call of an agent, so it is read from the provider's cache.
 */
export function toAnthropicRequest(request: ModelRequest): Anthropic.MessageCreateParamsStreaming {
  const tools = request.tools.map((tool, at): Anthropic.Tool => ({
    name: tool.name,
    description: tool.description,
    input_schema: { ...tool.inputSchema, type: 'object' },
    ...(at === request.tools.length - 1 ? CACHED : {}),
  }));
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    stream: true,
    ...(request.system === '' ? {} : { system: [{ type: 'text', text: request.system, ...CACHED }] }),
    ...(tools.length === 0 ? {} : { tools }),
    messages: request.messages.map(toMessage).filter((message) => message.content.length > 0),
  };
}

function toMessage(message: ModelMessage): Anthropic.MessageParam & { content: Anthropic.ContentBlockParam[] } {
  if (message.role === 'assistant') return { role: 'assistant', content: message.content.flatMap(toAssistantBlock) };
  // The API wants every result of a turn before any other text of the message.
  const results = message.content.flatMap((block): Anthropic.ContentBlockParam[] =>
    block.type === 'tool_result'
      ? [{ type: 'tool_result', tool_use_id: block.toolUseId, content: block.content, is_error: block.isError }]
      : [],
  );
  const texts = message.content.flatMap((block) => (block.type === 'text' ? toTextBlock(block.text) : []));
  return { role: 'user', content: [...results, ...texts] };
}

function toAssistantBlock(block: ModelBlock): Anthropic.ContentBlockParam[] {
  switch (block.type) {
    case 'text':
      return toTextBlock(block.text);
    case 'thinking':
      // Thinking without its signature is refused; with it, it must go back exactly as it came.
      return block.signature === '' ? [] : [block];
    case 'tool_use':
      return [{ type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.inputText) as unknown }];
    case 'other':
      return [block.value as Anthropic.ContentBlockParam];
  }
}

/** The API refuses a text block without visible text. */
function toTextBlock(text: string): Anthropic.TextBlockParam[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}
