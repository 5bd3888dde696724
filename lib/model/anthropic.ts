import Anthropic from '@anthropic-ai/sdk';
import { Stream } from '@anthropic-ai/sdk/core/streaming';
import { ModelAborted, ModelError, type ModelPort, type Spent } from '@/lib/domain/model';
import { withoutSecrets } from '@/lib/domain/redact';
import { createAccumulator, type Accumulator } from './accumulate';
import { modelError, requestError, streamError } from './anthropic-errors';
import { toAnthropicRequest } from './anthropic-request';
import { toTurn } from './assemble-turn';
import type { PriceTable } from './prices';
import { parseStreamEvent, type StreamEvent } from './stream-events';

export interface AnthropicOptions {
  apiKey: string;
  /** Where the Messages API is served; the provider's own address when absent. */
  baseUrl?: string | undefined;
  prices: PriceTable;
  /** Longest silence before and between two events of a stream, after which the call counts as unavailable. */
  silenceMs?: number;
}

/**
 * The model port over Anthropic's Messages API. It makes exactly one attempt a call: retries, with their limits, are
 * `callWithRetry`'s.
 */
export function createAnthropicModel({ apiKey, baseUrl, prices, silenceMs = 30_000 }: AnthropicOptions): ModelPort {
  // Null, not undefined: the client would else take an address from the environment by itself.
  const client = new Anthropic({ apiKey, baseURL: baseUrl ?? null, logLevel: 'off' });
  return {
    estimateCostUsd: prices.estimateCostUsd,
    call: async (request, onText, signal) => {
      const params = toAnthropicRequest(request);
      const watch = watchSilence(signal, silenceMs);
      const accumulator = createAccumulator();
      const startedAt = performance.now();
      try {
        const options = { maxRetries: 0, timeout: silenceMs, signal: watch.signal };
        for await (const event of readEvents(client.messages.create(params, options).asResponse(), watch.heard)) {
          const text = addEvent(accumulator, event);
          if (text !== '') onText(text);
        }
        return toTurn(accumulator.message(), prices, Math.round(performance.now() - startedAt));
      } catch (error) {
        const spent = spentOn(accumulator, prices);
        if (signal.aborted) throw new ModelAborted(spent.costUsd, spent.usage);
        if (!(error instanceof ModelError)) throw error;
        const silence = `The model provider sent nothing for ${silenceMs / 1000} seconds.`;
        throw withCost(watch.signal.aborted ? modelError('unavailable', silence) : error, spent, apiKey);
      } finally {
        watch.stop();
      }
    },
  };
}

/**
 * Reads the events themselves rather than the client's typed stream, which skips an event without a name: an
 * overloaded provider may send its error that way. Throws ModelError for every failure of the connection.
 */
async function* readEvents(response: Promise<Response>, heard: () => void): AsyncGenerator<StreamEvent, void> {
  try {
    for await (const { data } of Stream.rawEvents(withLastEventEnded(await response))) {
      heard();
      const event = data === '' ? null : readEvent(data);
      if (event !== null) yield event;
    }
  } catch (error) {
    throw error instanceof ModelError ? error : requestError(error);
  }
}

/** An error may be the last line of a body, without the blank line that ends an event and makes a reader see it. */
function withLastEventEnded({ body }: Response): Response {
  const end = new TextEncoder().encode('\n\n');
  const ended = new TransformStream<Uint8Array, Uint8Array>({ flush: (controller) => controller.enqueue(end) });
  return new Response(body?.pipeThrough(ended));
}

function readEvent(data: string): StreamEvent | null {
  try {
    return parseStreamEvent(data);
  } catch {
    throw modelError('malformed', 'The model provider sent an event that cannot be read.');
  }
}

function addEvent(accumulator: Accumulator, event: StreamEvent): string {
  if (event.type === 'error') throw streamError(event.error);
  try {
    return accumulator.add(event);
  } catch (error) {
    throw modelError('malformed', `The model's answer contradicts itself (${String(error)}).`);
  }
}

/** What arrived is paid for, whatever became of the call, so it counts against the caps. */
function spentOn(accumulator: Accumulator, prices: PriceTable): Spent {
  const { model, usage } = accumulator.message();
  return { usage, costUsd: model === null ? 0 : prices.costUsd(usage, model) };
}

/** The failure as it may be told, without the key that a provider might quote, and with what it cost. */
function withCost({ kind, message, retryAfterSeconds }: ModelError, spent: Spent, apiKey: string): ModelError {
  return new ModelError(kind, withoutSecrets(message, [apiKey]), retryAfterSeconds, spent.costUsd, spent.usage);
}

/** A signal that aborts with the caller's, or when `heard` was not called for `silenceMs`. */
function watchSilence(caller: AbortSignal, silenceMs: number) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, silenceMs);
  if (caller.aborted) abort();
  caller.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    heard: () => void timer.refresh(),
    stop: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', abort);
    },
  };
}
