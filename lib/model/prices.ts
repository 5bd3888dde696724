import type { ModelPrice } from '@/lib/config';
import type { ModelRequest, ModelUsage } from '@/lib/domain/model';
import { estimateTokens } from '@/lib/domain/tokens';

interface Price {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

interface ListedPrice extends Price {
  /** A prompt of more than `above` tokens, cached ones counted, costs these prices instead. */
  longPrompt?: Price & { above: number };
}

const price = (input: number, output: number, cacheRead: number): Price => {
  return { input, output, cacheRead, cacheWrite: input * 1.25 };
};

/**
 * Dollars per million tokens as the provider's pricing page (platform.claude.com/docs, "Pricing") gave them on
 * 2026-10-10. A cache write is the five-minute one, which is the only kind we ask for.
 */
const LISTED: Record<string, ListedPrice> = {
  'claude-haiku-5-5': { ...price(0.1, 0.5, 0.01), longPrompt: { above: 100_000, ...price(0.5, 2.5, 0.05) } },
  'claude-sonnet-5-5': price(2, 10, 0.1),
  'claude-opus-5-5': price(4, 20, 0.2),
  'claude-fable-5-1': price(10, 50, 0.25),
  'claude-mythos-5-1': price(10, 50, 0.25),
  'claude-fable-5': price(10, 50, 1),
  'claude-mythos-5': price(10, 50, 1),
  'claude-sonnet-5': price(2, 10, 0.2),
  'claude-opus-5': price(5, 25, 0.5),
  'claude-opus-4-8': price(5, 25, 0.5),
  'claude-opus-4-7': price(5, 25, 0.5),
  'claude-opus-4-6': price(5, 25, 0.5),
  'claude-opus-4-5': price(5, 25, 0.5),
  'claude-sonnet-4-6': price(3, 15, 0.3),
  'claude-sonnet-4-5': price(3, 15, 0.3),
  'claude-haiku-4-5': price(1, 5, 0.1),
};

/** The names of all models with a price, in the table's order and those of `MODEL_PRICES` after them. */
export function pricedModels(overrides: Record<string, ModelPrice>): string[] {
  return [...new Set([...Object.keys(LISTED), ...Object.keys(overrides)])];
}

/** Output an estimate counts at most: a turn is far shorter than its limit, which alone would exhaust a small cap. */
const ESTIMATED_OUTPUT_TOKENS = 1024;

export interface PriceTable {
  /** Dollars a finished call cost. A model that is not listed costs the dearest of everything listed. */
  costUsd(usage: ModelUsage, model: string): number;
  /** Dollars a call will cost, on the high side: every input token as a cache write, and an ordinary answer. */
  estimateCostUsd(request: ModelRequest): number;
}

/** The listed prices with `MODEL_PRICES` over them; an override without cache prices gets the usual 0.1 and 1.25 times. */
export function createPriceTable(overrides: Record<string, ModelPrice> = {}): PriceTable {
  const table = new Map(Object.entries(LISTED));
  for (const [model, given] of Object.entries(overrides)) {
    const { input, output, cacheRead = input * 0.1, cacheWrite = input * 1.25 } = given;
    table.set(model, { input, output, cacheRead, cacheWrite });
  }
  const dearest = dearestOf([...table.values()]);
  const priceOf = (model: string) => table.get(model) ?? table.get(model.replace(/-\d{8}$/, '')) ?? dearest;
  const costUsd = (usage: ModelUsage, model: string) => costAt(priceOf(model), usage);
  return {
    costUsd,
    estimateCostUsd: (request) => {
      const usage = {
        inputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: estimateInputTokens(request),
        outputTokens: Math.min(request.maxTokens, ESTIMATED_OUTPUT_TOKENS),
      };
      return costUsd(usage, request.model);
    },
  };
}

/** Input tokens of a request, counted high on the bytes of its JSON. */
export function estimateInputTokens({ system, tools, messages, state }: ModelRequest): number {
  return estimateTokens(JSON.stringify({ system, tools, messages, state }));
}

function costAt(listed: ListedPrice, usage: ModelUsage): number {
  const prompt = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  const { longPrompt } = listed;
  const rate = longPrompt && prompt > longPrompt.above ? longPrompt : listed;
  const millionths =
    usage.inputTokens * rate.input +
    usage.outputTokens * rate.output +
    usage.cacheReadTokens * rate.cacheRead +
    usage.cacheWriteTokens * rate.cacheWrite;
  return millionths / 1_000_000;
}

function dearestOf(prices: readonly Price[]): Price {
  const highest = (part: keyof Price) => Math.max(...prices.map((one) => one[part]));
  return {
    input: highest('input'),
    output: highest('output'),
    cacheRead: highest('cacheRead'),
    cacheWrite: highest('cacheWrite'),
  };
}
