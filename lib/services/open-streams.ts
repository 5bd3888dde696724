import { processWide } from './process-wide';

interface OpenStreams {
  closers: Set<() => void>;
  ending: boolean;
}

/** Every stream the process holds open. A server that is asked to end waits for them, so they are closed first. */
function openStreams(): OpenStreams {
  return processWide('open-streams', () => {
    const streams: OpenStreams = { closers: new Set(), ending: false };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        streams.ending = true;
        for (const close of streams.closers) close();
      });
    }
    return streams;
  });
}

/** Has `close` called when the process is asked to end. Returns the function that takes it back. */
export function registerStream(close: () => void): () => void {
  const { closers, ending } = openStreams();
  if (ending) close();
  closers.add(close);
  return () => void closers.delete(close);
}
