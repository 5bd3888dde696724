import { z } from 'zod';

const block = z.looseObject({ type: z.string() });
const message = z.object({ role: z.enum(['user', 'assistant']), content: z.union([z.string(), z.array(block)]) });

/** The body of a request to the Messages API, as far as scripts look at it. */
export const messagesRequest = z.looseObject({
  model: z.string(),
  max_tokens: z.number().int().positive(),
  stream: z.boolean().optional(),
  system: z.unknown().optional(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  messages: z.array(message).min(1),
});
export type MessagesRequest = z.infer<typeof messagesRequest>;
type Block = z.infer<typeof block>;

/** The blocks of a message, whose content may be a bare string. */
export function blocksOf(one: MessagesRequest['messages'][number]): Block[] {
  return typeof one.content === 'string' ? [{ type: 'text', text: one.content }] : one.content;
}

/** Why the real API would answer 400, or null. Engines that send such a request must not pass their tests. */
export function refusalOf({ messages }: MessagesRequest): string | null {
  if (messages[0]?.role !== 'user') return 'messages: first message must use the "user" role';
  for (const [at, one] of messages.entries()) {
    const blocks = blocksOf(one);
    if (blocks.length === 0) return `messages.${at}: content must not be empty`;
    if (blocks.some(({ type, text }) => type === 'text' && String(text).trim() === '')) {
      return `messages.${at}: text content blocks must contain non-whitespace text`;
    }
    const fault =
      one.role === 'assistant' ? unansweredUse(blocks, messages[at + 1]) : strayResult(blocks, messages[at - 1]);
    if (fault) return `messages.${at}: ${fault}`;
  }
  return null;
}

function unansweredUse(blocks: Block[], next: MessagesRequest['messages'][number] | undefined): string | null {
  const uses = idsOf(blocks, 'tool_use', 'id');
  if (new Set(uses).size < uses.length) return '`tool_use` ids must be unique';
  const answered = next ? idsOf(blocksOf(next), 'tool_result', 'tool_use_id') : [];
  const missing = uses.find((id) => !answered.includes(id));
  return missing ? `\`tool_use\` ${missing} has no \`tool_result\` in the next message` : null;
}

function strayResult(blocks: Block[], previous: MessagesRequest['messages'][number] | undefined): string | null {
  const results = idsOf(blocks, 'tool_result', 'tool_use_id');
  if (new Set(results).size < results.length) return 'each `tool_use` must have a single result';
  const lastResult = blocks.findLastIndex(({ type }) => type === 'tool_result');
  if (blocks.slice(0, lastResult + 1).some(({ type }) => type !== 'tool_result'))
    return '`tool_result` blocks must come first';
  const uses = previous ? idsOf(blocksOf(previous), 'tool_use', 'id') : [];
  const stray = results.find((id) => !uses.includes(id));
  return stray ? `unexpected \`tool_use_id\` ${stray} in a \`tool_result\`` : null;
}

function idsOf(blocks: Block[], type: string, name: string): string[] {
  return blocks.filter((one) => one.type === type).map((one) => String(one[name]));
}
