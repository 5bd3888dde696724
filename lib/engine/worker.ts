import { advanceRun } from './run-loop';
import type { Claim, EnginePorts } from './ports';

/** Where a worker finds runs to carry on, and puts back those it can't. */
export interface RunQueue {
  claim(limit: number): Promise<Claim[]>;
  renew(runIds: readonly string[]): Promise<void>;
  /** Gives a run back: with the error that broke it, or without one when the worker is only stopping. */
  release(claim: Claim, error: unknown): Promise<void>;
  /** Settles what ran out of time; returns when nothing more is due. */
  expire(): Promise<void>;
  /** Calls back when runs may be due, until the returned function is called. */
  onHint(callback: () => void): () => void;
}

export interface WorkerOptions {
  /** Runs carried on at the same time. */
  concurrency: number;
  pollMs: number;
  renewMs: number;
  expireMs: number;
}

export interface Worker {
  /** Stops claiming, hands unfinished runs back and returns when none is left. */
  stop(): Promise<void>;
}

/** Starts carrying on due runs. A hint only shortens the wait: the poll alone finds everything. */
export function startWorker(ports: EnginePorts, queue: RunQueue, options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const active = new Map<string, Promise<void>>();
  let claiming: Promise<void> | undefined;
  let again = false;

  const work = async (claim: Claim) => {
    try {
      await advanceRun(ports, claim, stopping.signal);
      if (stopping.signal.aborted) await queue.release(claim, undefined);
    } catch (error) {
      const cause = stopping.signal.aborted ? undefined : error;
      if (cause !== undefined) ports.report(cause, { runId: claim.runId });
      await queue.release(claim, cause).catch((failure: unknown) => ports.report(failure, { runId: claim.runId }));
    } finally {
      active.delete(claim.runId);
      fill();
    }
  };

  const claimMore = async () => {
    do {
      again = false;
      const room = options.concurrency - active.size;
      if (room <= 0 || stopping.signal.aborted) return;
      for (const claim of await queue.claim(room)) active.set(claim.runId, work(claim));
    } while (again);
  };

  /** Claims are made one after the other; a hint during one makes it look once more. */
  const fill = () => {
    again = true;
    claiming ??= claimMore()
      .catch((error: unknown) => ports.report(error, {}))
      .finally(() => (claiming = undefined));
  };

  const attempt = (name: string, action: () => Promise<void>) => () =>
    void action().catch((error: unknown) => ports.report(error, { during: name }));
  const timers = [
    setInterval(fill, options.pollMs),
    setInterval(
      attempt('renewing leases', async () => {
        if (active.size > 0) await queue.renew([...active.keys()]);
      }),
      options.renewMs,
    ),
    setInterval(attempt('expiring', queue.expire), options.expireMs),
  ];
  const forget = queue.onHint(fill);
  fill();

  return {
    async stop() {
      forget();
      timers.forEach(clearInterval);
      stopping.abort();
      await claiming;
      await Promise.all(active.values());
    },
  };
}
