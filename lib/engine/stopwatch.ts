import type { Clock } from './ports';

/** Measures a worker's active time on a run piece by piece, so that every commit adds just what it took. */
export class Stopwatch {
  private since: number;

  constructor(private readonly clock: Clock) {
    this.since = clock.monotonic();
  }

  /** Whole milliseconds since the last lap; starts the next one. */
  lap(): number {
    const now = this.clock.monotonic();
    const elapsed = Math.round(now - this.since);
    this.since = now;
    return elapsed;
  }
}
