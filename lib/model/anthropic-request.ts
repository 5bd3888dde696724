import type Anthropic from '@anthropic-ai/sdk';
import type { ModelBlock, ModelMessage, ModelRequest } from '@/lib/domain/model';

const CACHED = { cache_control: { type: 'ephemeral' } } as const;

interface Message {
  role: 'user' | 'assistant';
  content: Anthropic.ContentBlockParam[];
}

/**
 * The request as the Messages API takes it, with the four breakpoints it allows: after the tools, after the system
 * prompt, after the last message and after the user's message before that. The first two serve every run of an agent.
 * The third writes what the next call of the run will read, and the fourth is where this call finds what the one before
 * wrote: the provider looks only so many blocks back by itself, and a turn may add more. The state comes after all of
 * them, because it is another in every call.
 */
export function toAnthropicRequest(request: ModelRequest): Anthropic.MessageCreateParamsStreaming {
  const tools = request.tools.map((tool, at): Anthropic.Tool => ({
    name: tool.name,
    description: tool.description,
    input_schema: { ...tool.inputSchema, type: 'object' },
    ...(at === request.tools.length - 1 ? CACHED : {}),
  }));
  const messages = request.messages.map(toMessage).filter((message) => message.content.length > 0);
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    stream: true,
    ...(request.system === '' ? {} : { system: [{ type: 'text', text: request.system, ...CACHED }] }),
    ...(tools.length === 0 ? {} : { tools }),
    // A question without tools is asked once; a cache nobody reads would only cost.
    messages: withState(tools.length === 0 ? messages : withBreakpoints(messages), request.state),
  };
}

function withBreakpoints(messages: readonly Message[]): Message[] {
  const ofUser = [...messages.keys()].filter((at) => messages[at]?.role === 'user').slice(-2);
  return messages.map((message, at) => {
    const last = message.content.at(-1);
    if (!last || !ofUser.includes(at)) return message;
    const marked = { ...last, ...CACHED } as Anthropic.ContentBlockParam;
    return { ...message, content: [...message.content.slice(0, -1), marked] };
  });
}

/** Into the last message when that is the user's; an answer that the provider is to go on with must stay the last. */
function withState(messages: Message[], state: string | undefined): Message[] {
  const last = messages.at(-1);
  if (state === undefined || last?.role !== 'user') return messages;
  return [...messages.slice(0, -1), { ...last, content: [...last.content, ...toTextBlock(state)] }];
}

function toMessage(message: ModelMessage): Message {
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
