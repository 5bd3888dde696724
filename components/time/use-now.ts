'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** The time in milliseconds, new every `everyMs`; what shows it is drawn in the browser only. */
export function useNow(everyMs: number): number {
  const subscribe = useCallback(
    (onTick: () => void) => {
      const timer = setInterval(onTick, everyMs);
      return () => clearInterval(timer);
    },
    [everyMs],
  );
  const read = () => Math.floor(Date.now() / everyMs) * everyMs;
  return useSyncExternalStore(subscribe, read, read);
}
