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
  return new PollingWorker(ports, queue, options);
}

class PollingWorker implements Worker {
  private readonly stopping = new AbortController();
  private readonly active = new Map<string, Promise<void>>();
  private readonly timers: NodeJS.Timeout[];
  private readonly forgetHints: () => void;
  private claiming: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly ports: EnginePorts,
    private readonly queue: RunQueue,
    private readonly options: WorkerOptions,
  ) {
    this.timers = [
      setInterval(() => this.fill(), options.pollMs),
      setInterval(() => this.attempt('renewing leases', () => this.renew()), options.renewMs),
      setInterval(() => this.attempt('expiring proposals', () => queue.expire()), options.expireMs),
    ];
    this.forgetHints = queue.onHint(() => this.fill());
    this.fill();
  }

  async stop(): Promise<void> {
    this.forgetHints();
    this.timers.forEach(clearInterval);
    this.stopping.abort();
    await this.claiming;
    await Promise.all(this.active.values());
  }

  /** Claims are made one after the other; a hint that comes during one makes it look once more. */
  private fill(): void {
    this.again = true;
    this.claiming ??= this.claimMore()
      .catch((error: unknown) => this.ports.report(error, { during: 'claiming runs' }))
      .finally(() => (this.claiming = undefined));
  }

  private async claimMore(): Promise<void> {
    while (this.again) {
      this.again = false;
      const room = this.options.concurrency - this.active.size;
      if (room <= 0 || this.stopping.signal.aborted) return;
      for (const claim of await this.queue.claim(room)) this.active.set(claim.runId, this.work(claim));
    }
  }

  private async work(claim: Claim): Promise<void> {
    const { signal } = this.stopping;
    try {
      await advanceRun(this.ports, claim, signal);
      if (signal.aborted) await this.queue.release(claim, undefined);
    } catch (error) {
      // What breaks while stopping broke because of it.
      if (!signal.aborted) this.ports.report(error, { runId: claim.runId });
      await this.queue
        .release(claim, signal.aborted ? undefined : error)
        .catch((failure: unknown) => this.ports.report(failure, { runId: claim.runId }));
    } finally {
      this.active.delete(claim.runId);
      this.fill();
    }
  }

  private async renew(): Promise<void> {
    if (this.active.size > 0) await this.queue.renew([...this.active.keys()]);
  }

  private attempt(during: string, work: () => Promise<void>): void {
    void work().catch((error: unknown) => this.ports.report(error, { during }));
  }
}
