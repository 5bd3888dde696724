import type { RunEvent } from '@/lib/domain/run-event';
import { registerStream } from '@/lib/services/open-streams';

const HEARTBEAT_MS = 15_000;

/**
 * A feed of run events as server-sent events: `id:` is the sequence number, the data line the whole event. A comment
 * now and then keeps proxies from closing a quiet stream. Ends with the feed, or when `stop` aborts because the reader
 * left or the server is asked to end.
 */
export function eventStream(feed: AsyncGenerator<RunEvent[], void, void>, stop: AbortController): Response {
  const encoder = new TextEncoder();
  const unregister = registerStream(() => stop.abort());
  let lastSentAt = Date.now();
  const finish = () => {
    unregister();
    stop.abort();
  };
  /** Sends the next thing worth sending; false when there will be nothing more. */
  const send = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<boolean> => {
    for (;;) {
      const { done, value: events = [] } = await feed.next();
      if (done) return false;
      const quiet = Date.now() - lastSentAt > HEARTBEAT_MS;
      const text = events.map(asMessage).join('') || (quiet ? ': still here\n\n' : '');
      if (!text) continue;
      controller.enqueue(encoder.encode(text));
      lastSentAt = Date.now();
      return true;
    }
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        if (await send(controller)) return;
        finish();
        controller.close();
      } catch (error) {
        finish();
        throw error;
      }
    },
    async cancel() {
      finish();
      await feed.return();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

function asMessage(event: RunEvent): string {
  return `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;
}
