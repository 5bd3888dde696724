import { backoff } from './backoff';
import { ModelError, type ModelPort, type ModelRequest, type ModelTurn } from '@/lib/domain/model';

export interface RetryOptions {
  onText: (text: string) => void;
  /** Called before another attempt when text of the failed one was streamed: whoever showed it must take it back. */
  onRestart: () => void;
  /** Ends the attempts and the waits between them: the caller's limit on time as well as its will. */
  signal: AbortSignal;
  /** Waits; throws AbortError when `signal` aborts. */
  sleep: (milliseconds: number) => Promise<void>;
  /** A number from 0 up to 1. */
  random?: () => number;
  /** Attempts at most; 4 unless given. */
  attempts?: number;
}

const MOST_ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
/** A provider that asks for a longer wait than this is as good as gone for a run somebody is watching. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Calls the model until it answers: `unavailable` and `malformed` are tried again after 0.5, 1 and 2 seconds (a quarter
 * more or less, so that many runs do not return at once) or after what the provider asked for. Dollars that failed
 * attempts cost are in the turn's cost, or in the error's. Throws the last ModelError, or AbortError when `signal`
 * aborts.
 */
export async function callWithRetry(
  model: ModelPort,
  request: ModelRequest,
  { onText, onRestart, signal, sleep, random = Math.random, attempts = MOST_ATTEMPTS }: RetryOptions,
): Promise<ModelTurn> {
  let spentUsd = 0;
  for (let attempt = 1; ; attempt += 1) {
    let streamed = false;
    const listen = (text: string) => {
      streamed = true;
      onText(text);
    };
    try {
      const turn = await model.call(request, listen, signal);
      return { ...turn, costUsd: turn.costUsd + spentUsd };
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      spentUsd += error.costUsd;
      const pause = attempt === attempts ? null : pauseAfter(attempt, error, random);
      if (pause === null) throw new ModelError(error.kind, error.message, error.retryAfterSeconds, spentUsd);
      if (streamed) onRestart();
      await sleep(pause);
    }
  }
}

/** Milliseconds to wait after a failed attempt; null when another would be of no use. */
function pauseAfter(attempt: number, { kind, retryAfterSeconds = 0 }: ModelError, random: () => number): number | null {
  if (kind === 'rejected' || retryAfterSeconds * 1000 > LONGEST_WAIT_MS) return null;
  return Math.max(backoff(FIRST_WAIT_MS, attempt, random()), retryAfterSeconds * 1000);
}
