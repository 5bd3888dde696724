import type { ModelBlock, ModelMessage, ModelRequest } from '@/lib/domain/model';
import { retailRules } from '@/lib/agents/retail/rules-mode/retail-rules';

/** What the store or a reviewer answers a call with; `note` is the reviewer's word beside the result. */
export interface ToolAnswer {
  content: string;
  isError?: boolean;
  note?: (args: string) => string;
}
export type Answers = (name: string, args: Record<string, unknown>) => ToolAnswer;

export interface Played {
  /** Each turn's calls, as "name {arguments}". */
  calls: string[];
  /** The answer that ended each of the customer's messages; null when it was not understood. */
  replies: (string | null)[];
  messages: ModelMessage[];
  ids: string[];
}

const TOOLS = [
  'find_user_id_by_email',
  'find_user_id_by_name_zip',
  'get_order_details',
  'get_user_details',
  'cancel_pending_order',
  'modify_pending_order_address',
  'return_delivered_order_items',
  'issue_store_credit',
  'search_knowledge',
  'transfer_to_human_agents',
].map((name) => ({ name, description: name, inputSchema: {} }));

export function requestOf(messages: ModelMessage[]): ModelRequest {
  return { model: 'rules', system: '', tools: TOOLS, messages, maxTokens: 1000 };
}

/** Plays a whole conversation: every customer message until rules mode stops calling tools. */
export function play(texts: readonly string[], answers: Answers): Played {
  const played: Played = { calls: [], replies: [], messages: [], ids: [] };
  for (const text of texts) {
    played.messages.push({ role: 'user', content: [{ type: 'text', text }] });
    for (let turn = 0; ; turn += 1) {
      if (turn > 8) throw new Error(`No end of calls: ${played.calls.join(', ')}`);
      const blocks = retailRules(requestOf(structuredClone(played.messages)));
      const uses = blocks?.filter((block) => block.type === 'tool_use') ?? [];
      if (blocks) played.messages.push({ role: 'assistant', content: blocks });
      if (uses.length === 0) {
        played.replies.push(blocks && textOf(blocks));
        break;
      }
      played.messages.push({ role: 'user', content: settle(played, uses, answers) });
    }
  }
  return played;
}

type ToolUse = Extract<ModelBlock, { type: 'tool_use' }>;

function settle(played: Played, uses: ToolUse[], answers: Answers): Extract<ModelMessage, { role: 'user' }>['content'] {
  const notes: string[] = [];
  const results = uses.map(({ id, name, inputText }) => {
    played.calls.push(`${name} ${inputText}`);
    played.ids.push(id);
    const { content, isError = false, note } = answers(name, JSON.parse(inputText) as Record<string, unknown>);
    if (note) notes.push(note(inputText));
    return { type: 'tool_result' as const, toolUseId: id, content, isError };
  });
  return [...results, ...notes.map((text) => ({ type: 'text' as const, text }))];
}

function textOf(blocks: ModelBlock[]): string {
  return blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
}
