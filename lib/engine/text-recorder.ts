import type { NewRunEvent } from '@/lib/domain/run-event';
import type { Claim, EnginePorts } from './ports';

const FLUSH_AFTER_MS = 150;
const STARTED_AFTER_MS = 25;

/**
 * Stores that a step has begun, and its text as it streams: coalesced, so that a fast model costs a few writes a second
 * and not one a token. What is not stored when the model is done goes into the turn's own transaction, so a model that
 * answers at once costs no write of its own. Writes are chained, because the order of the events is the order of what
 * happened.
 */
export class TextRecorder {
  private buffered = '';
  private attempt = 1;
  private flushedAt: number;
  private isStarted = false;
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown;
  private readonly starting: NodeJS.Timeout;

  constructor(
    private readonly ports: EnginePorts,
    private readonly claim: Claim,
    private readonly step: number,
  ) {
    this.flushedAt = ports.clock.monotonic();
    this.starting = setTimeout(() => this.start(), STARTED_AFTER_MS);
  }

  /** Takes text as it streams. */
  add(text: string): void {
    if (text === '') return;
    this.buffered += text;
    if (this.ports.clock.monotonic() - this.flushedAt >= FLUSH_AFTER_MS) this.flush();
  }

  /** The attempt failed: what it streamed is void, and what follows belongs to the next one. */
  restart(): void {
    this.buffered = '';
    this.attempt += 1;
  }

  /** The events that are not stored yet, for whoever stores the turn. Throws what a write threw: a stale claim, a lost database. */
  async rest(): Promise<NewRunEvent[]> {
    this.stop();
    await this.writing;
    if (this.failure !== undefined) throw this.failure;
    const { step, attempt, buffered: text } = this;
    return [
      ...(this.isStarted ? [] : [{ type: 'step.started' as const, data: { step } }]),
      ...(text === '' ? [] : [{ type: 'text.delta' as const, data: { step, attempt, text } }]),
    ];
  }

  /** Nothing more is written but what is on its way. */
  stop(): void {
    clearTimeout(this.starting);
  }

  private start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.write(() => this.ports.store.startStep(this.claim, this.step));
  }

  private flush(): void {
    this.start();
    const { attempt, buffered: text } = this;
    this.buffered = '';
    this.flushedAt = this.ports.clock.monotonic();
    this.write(() => this.ports.store.appendText(this.claim, this.step, attempt, text));
  }

  private write(work: () => Promise<void>): void {
    this.writing = this.writing.then(async () => {
      if (this.failure !== undefined) return;
      await work().catch((error: unknown) => {
        this.failure = error;
      });
    });
  }
}
