import { backoff } from './backoff';
import {
  ModelAborted,
  ModelError,
  type ModelPort,
  type ModelRequest,
  type ModelTurn,
  type Spent,
} from '@/lib/domain/model';

export interface RetryOptions {
  onText: (text: string) => void;
  /** Called before another attempt when text of the failed one was streamed: whoever showed it must take it back. */
  onRestart: () => void;
  /** Called with every attempt that failed or was aborted: what it was charged, and why it failed. */
  onFailure?: (failure: Spent & Error) => void;
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
/** Times the room that a call of a tool gets when it did not fit. */
const MORE_ROOM = 4;

/**
 * Calls the model until it answers: `unavailable` and `malformed` are tried again after 0.5, 1 and 2 seconds (a quarter
 * more or less, so that many runs do not return at once) or after what the provider asked for; `cut_off` once, at once,
 * with four times the room. Dollars that failed attempts cost are in the turn's cost, or in the error's. Throws the last
 * ModelError, or AbortError when `signal` aborts.
 */
export async function callWithRetry(
  model: ModelPort,
  request: ModelRequest,
  options: RetryOptions,
): Promise<ModelTurn> {
  const { onText, onRestart, onFailure, signal, sleep, random = Math.random, attempts = MOST_ATTEMPTS } = options;
  let spentUsd = 0;
  let { maxTokens } = request;
  for (let attempt = 1; ; attempt += 1) {
    let streamed = false;
    const listen = (text: string) => {
      streamed = true;
      onText(text);
    };
    try {
      const turn = await model.call({ ...request, maxTokens }, listen, signal);
      return { ...turn, costUsd: turn.costUsd + spentUsd };
    } catch (error) {
      if (error instanceof ModelError || error instanceof ModelAborted) onFailure?.(error);
      if (!(error instanceof ModelError)) throw error;
      spentUsd += error.costUsd;
      const hasMoreRoom = maxTokens > request.maxTokens;
      const pause = attempt === attempts ? null : pauseAfter(attempt, error, random, hasMoreRoom);
      if (pause === null) {
        throw new ModelError(error.kind, error.message, error.retryAfterSeconds, spentUsd, error.usage);
      }
      if (error.kind === 'cut_off') maxTokens = request.maxTokens * MORE_ROOM;
      if (streamed) onRestart();
      if (pause > 0) await sleep(pause);
    }
  }
}

/** Milliseconds to wait after a failed attempt; null when another would be of no use. */
function pauseAfter(
  attempt: number,
  { kind, retryAfterSeconds = 0 }: ModelError,
  random: () => number,
  hasMoreRoom: boolean,
): number | null {
  if (kind === 'cut_off') return hasMoreRoom ? null : 0;
  if (kind === 'rejected' || retryAfterSeconds * 1000 > LONGEST_WAIT_MS) return null;
  return Math.max(backoff(FIRST_WAIT_MS, attempt, random()), retryAfterSeconds * 1000);
}
