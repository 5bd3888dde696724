import { ModelError, type ModelBlock, type ModelPort, type ModelRequest, type ModelTurn } from '@/lib/domain/model';
import type { ModelCatalog } from '@/lib/engine/ports';

/** What goes wrong when the model is asked in a state that is being made. */
export type Trouble = 'hangs' | 'breaks' | 'refuses';

/** A call the model makes. */
export function use(name: string, args: object, id = `use_${name}`): ModelBlock {
  return { type: 'tool_use', id, name, inputText: JSON.stringify(args) };
}

/** A model that takes these turns and then says that it is done; with `trouble` it gets no further than them. */
export function scriptedModel(turns: readonly ModelBlock[][], trouble?: Trouble): ModelCatalog {
  const call: ModelPort['call'] = ({ messages }: ModelRequest, onText, signal) => {
    const turn = turns[messages.filter(({ role }) => role === 'assistant').length];
    if (turn) return Promise.resolve(turnOf(turn));
    if (trouble === 'breaks') return Promise.reject(new Error('A defect in the program.'));
    if (trouble === 'refuses') return Promise.reject(new ModelError('rejected', 'The provider refused.'));
    if (trouble === 'hangs') {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('Aborted.'))));
    }
    onText('Done.');
    return Promise.resolve(turnOf([{ type: 'text', text: 'Done.' }]));
  };
  const port: ModelPort = { estimateCostUsd: () => 0, call };
  return { choose: () => ({ model: 'scripted', port }), fallback: () => null };
}

function turnOf(blocks: ModelBlock[]): ModelTurn {
  const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const stopReason = blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn';
  return { model: 'scripted', blocks, stopReason, usage, costUsd: 0, latencyMs: 1 };
}
