import type { RunEvent } from '@/lib/domain/run-event';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export interface RunEventListener {
  onEvent(event: RunEvent): void;
  onConnection(connected: boolean): void;
}

/**
 * Follows a run's events from the first one until it has finished, each exactly once and in order, across lost
 * connections and restarts of the server. Returns the function that stops.
 */
export function followRunEvents(runId: string, listener: RunEventListener): () => void {
  let lastSeq = 0;
  let waitMs = FIRST_WAIT_MS;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const stop = () => {
    ended = true;
    clearTimeout(timer);
    source?.close();
    listener.onConnection(false);
  };
  const receive = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as RunEvent;
    if (event.seq <= lastSeq) return;
    lastSeq = event.seq;
    listener.onEvent(event);
    if (event.type === 'run.finished') stop();
  };
  const connect = () => {
    const current = new EventSource(`/api/v1/runs/${encodeURIComponent(runId)}/events?after=${lastSeq}`);
    source = current;
    current.onopen = () => {
      waitMs = FIRST_WAIT_MS;
      listener.onConnection(true);
    };
    current.onmessage = receive;
    current.onerror = () => {
      listener.onConnection(false);
      // The browser reconnects by itself unless the answer was an error, such as a restarting proxy's 502.
      if (ended || current.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(connect, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    };
  };
  connect();
  return stop;
}
