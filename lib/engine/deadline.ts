/** A signal that aborts with another one or when the time is up. */
export interface Deadline {
  signal: AbortSignal;
  /** True when the time ran out, rather than the other signal. */
  expired(): boolean;
  clear(): void;
}

/**
 * Starts a deadline; `clear` it when the work is done. A plain timer on purpose: Node 20 may collect a
 * `AbortSignal.any` over a `AbortSignal.timeout` that nothing else holds, and then it never fires.
 */
export function startDeadline(signal: AbortSignal, milliseconds: number): Deadline {
  const controller = new AbortController();
  let expired = false;
  const follow = () => controller.abort();
  const timer = setTimeout(
    () => {
      expired = true;
      controller.abort();
    },
    Math.max(1, milliseconds),
  );
  if (signal.aborted) follow();
  signal.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    expired: () => expired,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener('abort', follow);
    },
  };
}
