import pg from 'pg';

const channels = ['run_event', 'run_queued', 'access_changed'] as const;
export type Channel = (typeof channels)[number];

/** One connection of a process that hears hints; whoever listens also polls, so a lost hint costs only time. */
export interface Listener {
  /** Calls back with each payload of a channel until the returned function is called. */
  on(channel: Channel, callback: (payload: string) => void): () => void;
  close(): Promise<void>;
}

const RECONNECT_AFTER_MS = 500;

/** Opens the connection and keeps opening it again while the database is away. */
export function openListener(url: string): Listener {
  const callbacks: Record<Channel, Set<(payload: string) => void>> = {
    run_event: new Set(),
    run_queued: new Set(),
    access_changed: new Set(),
  };
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async () => {
    const next = new pg.Client({ connectionString: url });
    client = next;
    const again = () => {
      if (closed || client !== next) return;
      client = undefined;
      void next.end().catch(() => undefined);
      timer = setTimeout(() => void connect(), RECONNECT_AFTER_MS);
    };
    next.on('error', again).on('end', again);
    next.on('notification', ({ channel, payload }) => {
      for (const callback of callbacks[channel as Channel] ?? []) callback(payload ?? '');
    });
    try {
      await next.connect();
      await next.query(channels.map((channel) => `listen ${channel}`).join('; '));
    } catch {
      again();
    }
  };
  void connect();

  return {
    on(channel, callback) {
      callbacks[channel].add(callback);
      return () => callbacks[channel].delete(callback);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
