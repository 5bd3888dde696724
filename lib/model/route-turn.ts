import type { RunRecord } from '@/lib/domain/run-record';
import type { PriceTable } from './prices';

/** Tokens a turn is taken to answer with when two models are compared. */
const ANSWER_TOKENS = 300;

/** Another model than the usual one, and why in a sentence. */
export interface Routed {
  model: string;
  why: string;
}

/**
 * The cheaper model for a turn that only has to phrase the answer, or null when the usual one should go on. The turn
 * counts as one when every call of the last one succeeded and one of them changed something: what was asked for is done
 * then, and what is left is to say so. Changing the model in mid-run loses the cached prefix, so the two are compared by
 * counted price: the usual one reads the prompt from its cache, the other one writes it to its own.
 */
export function routeTurn(record: RunRecord, usual: string, simple: string, prices: PriceTable): Routed | null {
  const last = record.steps.at(-1);
  if (!last || last.askedModel === simple || !isDone(last.calls)) return null;
  const none = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: ANSWER_TOKENS };
  const stay = prices.costUsd({ ...none, cacheReadTokens: last.promptTokens }, usual);
  const change = prices.costUsd({ ...none, cacheWriteTokens: last.promptTokens }, simple);
  if (change >= stay) return null;
  const counted = `$${change.toFixed(4)} instead of $${stay.toFixed(4)} by counted price`;
  return { model: simple, why: `Only the answer was left to phrase, and ${simple} is cheaper for it: ${counted}.` };
}

function isDone(calls: RunRecord['steps'][number]['calls']): boolean {
  return calls.every(({ status }) => status === 'succeeded') && calls.some(({ execution }) => execution !== null);
}
