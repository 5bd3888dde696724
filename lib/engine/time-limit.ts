import type { Tool } from '@/lib/domain/tool';

const TOOL_TIME_LIMIT_SECONDS = 30;

/** Milliseconds one attempt of a tool may take. */
export function timeLimitOf(tool: Tool): number {
  return (tool.timeLimitSeconds ?? TOOL_TIME_LIMIT_SECONDS) * 1000;
}

/** Thrown when something outside did not answer within its time; it may still be going on. */
class TimeLimitReached extends Error {
  constructor(milliseconds: number) {
    super(`No answer within ${Math.round(milliseconds / 1000)} s.`);
    this.name = 'TimeLimitReached';
  }
}

/** The outcome of `work`, or TimeLimitReached: nothing a tool waits for may hold its run for ever. */
export async function withinTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeLimitReached(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `work`, but no longer than this; what it came to is somebody else's business. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await withinTime(work, milliseconds).catch(() => undefined);
}
