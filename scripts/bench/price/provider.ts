import type { ModelUsage } from '@/lib/domain/model';
import { createPriceTable } from '@/lib/model/prices';
import { blocksOf, type MessagesRequest } from '@/lib/testing/message-rules';

/** A call as it went over the wire, with the tokens of what came back. */
export interface WireCall {
  request: MessagesRequest;
  outputTokens: number;
}

export interface Priced {
  dollars: number;
  /** Of each call: everything it sent, and what of that came from the cache. */
  calls: { sent: number; read: number }[];
}

/** The provider's glossary: some 3.5 English characters a token. */
const CHARACTERS_PER_TOKEN = 3.5;
/** The shortest prompt that is cached, by the provider's documentation for the models of this size. */
const SHORTEST_CACHED_TOKENS = 1024;
/** Blocks before a breakpoint among which an earlier entry is looked for. */
const LOOKBACK_BLOCKS = 20;

const prices = createPriceTable();

export const tokensIn = (text: string) => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/**
 * What the calls of one conversation cost by the provider's rules, from a cold cache that every model has for itself:
 * without `caching` every token is plain input.
 */
export function priceOf(calls: readonly WireCall[], { caching }: { caching: boolean }): Priced {
  const entries = new Map<string, Set<string>>();
  let dollars = 0;
  const priced = calls.map(({ request, outputTokens }) => {
    const known = entries.get(request.model) ?? new Set();
    entries.set(request.model, known);
    const usage = caching ? cachedUsage(request, known) : { ...NONE, inputTokens: plainTokens(request) };
    dollars += prices.costUsd({ ...usage, outputTokens }, request.model);
    return { sent: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens, read: usage.cacheReadTokens };
  });
  return { dollars, calls: priced };
}

const NONE: ModelUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** Everything a request sends. */
export function plainTokens(request: MessagesRequest): number {
  return tokensIn(prefixes(request).at(-1)?.text ?? '');
}

/** Reads the longest known beginning, writes from there to the last breakpoint, and takes the rest as it is. */
function cachedUsage(request: MessagesRequest, known: Set<string>): ModelUsage {
  const all = prefixes(request);
  const total = tokensIn(all.at(-1)?.text ?? '');
  const marked = [...all.keys()].filter((at) => all[at]?.marked && tokensIn(all[at].text) >= SHORTEST_CACHED_TOKENS);
  const readable = marked.flatMap((at) => all.slice(Math.max(0, at - LOOKBACK_BLOCKS + 1), at + 1));
  const read = Math.max(0, ...readable.filter(({ text }) => known.has(text)).map(({ text }) => tokensIn(text)));
  const written = Math.max(read, ...marked.map((at) => tokensIn(all[at]?.text ?? '')));
  for (const at of marked) known.add(all[at]?.text ?? '');
  return { ...NONE, cacheReadTokens: read, cacheWriteTokens: written - read, inputTokens: total - written };
}

/** The prompt up to the end of each of its blocks, in the order the provider reads it: tools, system, messages. */
function prefixes({ tools = [], system, messages }: MessagesRequest): { text: string; marked: boolean }[] {
  const blocks: { text: string; marked: boolean }[] = [
    ...tools.map(toBlock),
    ...(Array.isArray(system) ? system.map(toBlock) : system === undefined ? [] : [toBlock(system)]),
    ...messages.flatMap((message) => blocksOf(message).map((block) => toBlock({ role: message.role, ...block }))),
  ];
  let text = '';
  return blocks.map((block) => {
    text += block.text;
    return { text, marked: block.marked };
  });
}

function toBlock(block: unknown): { text: string; marked: boolean } {
  if (typeof block !== 'object' || block === null) return { text: JSON.stringify(block), marked: false };
  const { cache_control: mark, ...content } = block as Record<string, unknown>;
  return { text: JSON.stringify(content), marked: mark !== undefined && mark !== null };
}
