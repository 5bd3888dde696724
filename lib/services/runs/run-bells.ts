import type { Listener } from '@/lib/store/listener';

/** Text streams as fast as people read; telling each piece by itself would cost every follower a write of its own. */
const LEAST_PAUSE_MS = 100;

/** The followers of one run, and when they were last told that it has something new. */
interface RunBell {
  followers: Set<() => void>;
  rungAt: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Tells everyone who follows a run of its events: at once after a pause, and then at most ten times a second, all in
 * the same turn of the event loop, so that they can read together.
 */
export class RunBells {
  private readonly bells = new Map<string, RunBell>();

  constructor(listener: Pick<Listener, 'on'>) {
    listener.on('run_event', (runId) => this.hear(runId));
  }

  /** Calls back until the returned function is called. */
  follow(runId: string, callback: () => void): () => void {
    const bell = this.bells.get(runId) ?? { followers: new Set(), rungAt: -Infinity, timer: undefined };
    this.bells.set(runId, bell);
    bell.followers.add(callback);
    return () => {
      bell.followers.delete(callback);
      if (bell.followers.size > 0) return;
      clearTimeout(bell.timer);
      this.bells.delete(runId);
    };
  }

  private hear(runId: string): void {
    const bell = this.bells.get(runId);
    if (!bell || bell.timer) return;
    const pause = bell.rungAt + LEAST_PAUSE_MS - performance.now();
    if (pause <= 0) ring(bell);
    else bell.timer = setTimeout(() => ring(bell), pause);
  }
}

function ring(bell: RunBell): void {
  bell.timer = undefined;
  bell.rungAt = performance.now();
  for (const follower of bell.followers) follower();
}
