import { processWide } from './process-wide';

interface OpenStreams {
  closers: Set<() => void>;
}

/** Every stream the process holds open. A server that is asked to end waits for them, so they are closed first. */
function openStreams(): OpenStreams {
  return processWide('open-streams', () => {
    const closers = new Set<() => void>();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        for (const close of closers) close();
      });
    }
    return { closers };
  });
}

/** Has `close` called when the process is asked to end. Returns the function that takes it back. */
export function registerStream(close: () => void): () => void {
  const { closers } = openStreams();
  closers.add(close);
  return () => void closers.delete(close);
}
