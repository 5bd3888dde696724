import type { ModelBlock, ModelStopReason, ModelTurn } from '@/lib/domain/model';
import type { AssembledMessage } from './accumulate';
import { modelError } from './anthropic-errors';
import type { PriceTable } from './prices';

/** What each of the provider's stop reasons means to a run; one it adds later is refused until it is listed here. */
const STOP_REASONS: Record<string, ModelStopReason> = {
  end_turn: 'end_turn',
  stop_sequence: 'end_turn',
  tool_use: 'tool_use',
  max_tokens: 'max_tokens',
  model_context_window_exceeded: 'max_tokens',
  refusal: 'refusal',
  pause_turn: 'pause_turn',
};

/**
 * The turn a finished stream amounts to. Throws a ModelError for one that ended early (`unavailable`) and for one
 * that must not be acted on (`malformed`, or `cut_off` at the token limit): an unfinished block, two tool uses of one id, an unknown stop reason.
 */
export function toTurn(message: AssembledMessage, prices: PriceTable, latencyMs: number): ModelTurn {
  const { model, stopReason, usage } = message;
  if (model === null || !message.stopped || stopReason === null) {
    throw modelError('unavailable', "The model provider's answer ended before it was complete.");
  }
  const mapped = STOP_REASONS[stopReason];
  if (mapped === undefined) throw modelError('malformed', `The model stopped for an unknown reason (${stopReason}).`);
  const unfinished = message.blocks.find(({ finished }) => !finished);
  if (unfinished) {
    const kind = mapped === 'max_tokens' ? 'cut_off' : 'malformed';
    throw modelError(kind, `The model left ${nameOf(unfinished.block)} unfinished.`);
  }
  const blocks = message.blocks.map(({ block }) => block);
  refuseDuplicates(blocks);
  return { model, blocks, stopReason: mapped, usage, costUsd: prices.costUsd(usage, model), latencyMs };
}

function nameOf(block: ModelBlock): string {
  return block.type === 'tool_use' ? `a call of ${block.name}` : `a ${block.type} block`;
}

function refuseDuplicates(blocks: readonly ModelBlock[]): void {
  const seen = new Set<string>();
  for (const block of blocks) {
    if (block.type !== 'tool_use') continue;
    if (seen.has(block.id)) throw modelError('malformed', `The model gave two tool calls the id ${block.id}.`);
    seen.add(block.id);
  }
}
