import type { Claim, EnginePorts } from './ports';

const FLUSH_AFTER_MS = 150;

/**
 * Stores streamed text as events, coalesced so that a fast model costs a few writes a second and not one a token.
 * Writes are chained, because the order of the events is the order of the text.
 */
export class TextRecorder {
  private buffered = '';
  private attempt = 1;
  private flushedAt: number;
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown;

  constructor(
    private readonly ports: EnginePorts,
    private readonly claim: Claim,
    private readonly step: number,
  ) {
    this.flushedAt = ports.clock.monotonic();
  }

  /** Takes text as it streams. */
  add(text: string): void {
    this.buffered += text;
    if (this.ports.clock.monotonic() - this.flushedAt >= FLUSH_AFTER_MS) this.flush();
  }

  /** The attempt failed: what it streamed is void, and what follows belongs to the next one. */
  restart(): void {
    this.buffered = '';
    this.attempt += 1;
  }

  /** Waits until everything is stored. Throws what a write threw: a stale claim, a lost database. */
  async close(): Promise<void> {
    this.flush();
    await this.writing;
    if (this.failure !== undefined) throw this.failure;
  }

  private flush(): void {
    const text = this.buffered;
    if (text === '') return;
    this.buffered = '';
    this.flushedAt = this.ports.clock.monotonic();
    const attempt = this.attempt;
    this.writing = this.writing.then(async () => {
      if (this.failure !== undefined) return;
      await this.ports.store.appendText(this.claim, this.step, attempt, text).catch((error: unknown) => {
        this.failure = error;
      });
    });
  }
}
