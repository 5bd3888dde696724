import { createHash } from 'node:crypto';
import {
  ModelAborted,
  NO_USAGE,
  type ModelBlock,
  type ModelPort,
  type ModelRequest,
  type ModelTurn,
  type RulesAssistant,
} from '@/lib/domain/model';

const HAND_OVER = 'transfer_to_human_agents';

/**
 * Rules mode as a model: it costs nothing, calls nobody and answers the same request the same way. What the grammar
 * does not cover is handed over to a person, when the agent has the tool for it.
 */
export function createRulesModel(assistant: RulesAssistant): ModelPort {
  return {
    estimateCostUsd: () => 0,
    call: async (request, onText, signal) => {
      if (signal.aborted) throw new ModelAborted();
      const startedAt = performance.now();
      const turn = rulesTurn(assistant(request) ?? handOver(request));
      for (const block of turn.blocks) {
        if (block.type === 'text') for (const piece of block.text.match(/\S+\s*|\s+/g) ?? []) onText(piece);
      }
      return { ...turn, latencyMs: Math.round(performance.now() - startedAt) };
    },
  };
}

/** A turn made of rules mode's blocks: free, and named as what it is. */
export function rulesTurn(blocks: ModelBlock[]): ModelTurn {
  return {
    model: 'rules',
    blocks,
    stopReason: blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn',
    usage: NO_USAGE,
    costUsd: 0,
    latencyMs: 0,
  };
}

function handOver({ messages, tools }: ModelRequest): ModelBlock[] {
  const sorry: ModelBlock = {
    type: 'text',
    text: 'I\'m the automatic assistant (rules mode), and I can\'t help with this. Ask for "help" to see what I can do.',
  };
  const previous = messages.findLast(({ role }) => role === 'assistant');
  const tried = previous?.content.some((block) => block.type === 'tool_use' && block.name === HAND_OVER) ?? false;
  const answersIt = messages.at(-1)?.content.some(({ type }) => type === 'tool_result') ?? false;
  if ((tried && answersIt) || !tools.some(({ name }) => name === HAND_OVER)) return [sorry];
  const inputText = JSON.stringify({ summary: `Rules mode did not understand: "${newestWords(messages)}"` });
  const hash = createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 16);
  return [
    { type: 'text', text: "I'm the automatic assistant (rules mode), and this needs a person." },
    { type: 'tool_use', id: `rules_${hash}_0`, name: HAND_OVER, inputText },
  ];
}

function newestWords(messages: ModelRequest['messages']): string {
  const texts = messages.flatMap(({ role, content }) =>
    role === 'user' ? content.flatMap((block) => (block.type === 'text' ? [block.text] : [])) : [],
  );
  return (texts.at(-1) ?? '').slice(0, 400);
}
