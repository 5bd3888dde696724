import { advanceRun } from './run-loop';
import type { Claim, EnginePorts } from './ports';
import { within } from './time-limit';

/** Where a worker finds runs to carry on, and puts back those it can't. */
export interface RunQueue {
  /** Asks, in one short statement, whether there may be something to claim or to expire. */
  look(): Promise<{ runs: boolean; expired: boolean }>;
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
  /** Once the worker is asked to stop: how long a model may still answer, because what it said so far is paid for. */
  answerMs: number;
  /** How long, after that, what is being sent may still take. */
  finishMs: number;
}

export interface Worker {
  /**
   * Claims nothing more and lets the steps in hand end: what only waits, for a model or a read, is soon aborted, what is
   * being sent is finished and recorded. Runs that are then unfinished, or not let go in time, are handed back to be
   * claimed at once.
   */
  stop(): Promise<void>;
}

/** Starts carrying on due runs. A hint only shortens the wait: the poll alone finds everything. */
export function startWorker(ports: EnginePorts, queue: RunQueue, options: WorkerOptions): Worker {
  return new PollingWorker(ports, queue, options);
}

/** Handing back is one short statement; one that waits for a lock is left to the lease. */
const HAND_BACK_MS = 1000;

interface Hold {
  claim: Claim;
  done: Promise<void>;
}

class PollingWorker implements Worker {
  private stopping = false;
  private readonly aborting = new AbortController();
  private readonly active = new Map<string, Hold>();
  private readonly looking: NodeJS.Timeout[];
  private readonly renewing: NodeJS.Timeout;
  private look: Promise<void> | undefined;
  private expiring: Promise<void> | undefined;
  private expired = false;
  private readonly forgetHints: () => void;
  private claiming: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly ports: EnginePorts,
    private readonly queue: RunQueue,
    private readonly options: WorkerOptions,
  ) {
    this.looking = [
      setInterval(() => this.poll(), options.pollMs),
      setInterval(() => {
        if (this.expired) this.expiring = this.attempt('expiring proposals', () => queue.expire());
      }, options.expireMs),
    ];
    this.renewing = setInterval(() => void this.attempt('renewing leases', () => this.renew()), options.renewMs);
    this.forgetHints = queue.onHint(() => this.fill());
    this.fill();
  }

  async stop(): Promise<void> {
    this.forgetHints();
    this.looking.forEach(clearInterval);
    this.stopping = true;
    await within(this.options.answerMs, this.lastSteps());
    this.aborting.abort();
    await within(this.options.finishMs, this.lastSteps());
    // Whoever is still sending is fenced by this: what it has to say later changes nothing.
    const left = [...this.active.values()].map(({ claim }) => this.handBack(claim));
    await within(HAND_BACK_MS, Promise.all(left));
    clearInterval(this.renewing);
  }

  private async lastSteps(): Promise<void> {
    await Promise.all([this.look, this.claiming]);
    await Promise.all([this.expiring, ...[...this.active.values()].map(({ done }) => done)]);
  }

  /** A worker with nothing to do asks one question and does not claim in vain. */
  private poll(): void {
    const look = async () => {
      const { runs, expired } = await this.queue.look();
      this.expired = expired;
      if (runs) this.fill();
    };
    this.look ??= this.attempt('looking for work', look).finally(() => (this.look = undefined));
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
      if (room <= 0 || this.stopping) return;
      for (const claim of await this.queue.claim(room)) {
        this.active.set(claim.runId, {
          claim,
          done: this.ports.during({ runId: claim.runId }, () => this.work(claim)),
        });
      }
    }
  }

  private async work(claim: Claim): Promise<void> {
    const { signal } = this.aborting;
    try {
      await advanceRun(this.ports, claim, { signal, isStopping: () => this.stopping });
      if (this.stopping) await this.handBack(claim);
    } catch (error) {
      // What breaks when it is aborted broke because of it.
      if (!signal.aborted) this.ports.report(error, { runId: claim.runId });
      await this.handBack(claim, signal.aborted ? undefined : error);
    } finally {
      // A run that this worker lost and claimed anew is not this claim's to forget.
      if (this.active.get(claim.runId)?.claim === claim) this.active.delete(claim.runId);
      this.fill();
    }
  }

  private handBack(claim: Claim, error?: unknown): Promise<void> {
    return this.queue
      .release(claim, error)
      .catch((failure: unknown) => this.ports.report(failure, { runId: claim.runId }));
  }

  private async renew(): Promise<void> {
    if (this.active.size > 0) await this.queue.renew([...this.active.keys()]);
  }

  private attempt(during: string, work: () => Promise<void>): Promise<void> {
    return work().catch((error: unknown) => this.ports.report(error, { during }));
  }
}
