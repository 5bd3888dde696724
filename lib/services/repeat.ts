import { log } from './log';

/** Work that is looked for again and again, until `stop`, which waits for what is under way. */
export interface Repeated {
  stop(): Promise<void>;
}

/**
 * Looks for work every so many milliseconds, and at once again as long as `look` gives true. What it throws is logged under
 * the words that say what failed.
 */
export function repeat(everyMs: number, failed: string, look: (signal: AbortSignal) => Promise<boolean>): Repeated {
  const stopping = new AbortController();
  const { signal } = stopping;
  let under: Promise<void> | undefined;
  const round = async () => {
    while ((await look(signal)) && !signal.aborted);
  };
  const timer = setInterval(() => {
    under ??= round()
      .catch((error: unknown) => log.error({ err: error }, failed))
      .finally(() => (under = undefined));
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await under;
    },
  };
}
