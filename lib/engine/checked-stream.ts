import type { AnswerFinding } from '@/lib/domain/answer';
import { wholeSentences } from '@/lib/gate/answer/sentences';

/**
 * Lets a text pass as it streams, sentence by sentence, each only after its check; the first sentence that fails stops
 * all that follows. What stands before it was right by itself, so it may have been read by then.
 */
export class CheckedStream {
  #text = '';
  #passed = 0;
  #stopped = false;

  constructor(private readonly check: (text: string) => AnswerFinding[]) {}

  /** Takes what was said next, and gives what people may read now. */
  push(text: string): string {
    this.#text += text;
    const end = wholeSentences(this.#text);
    if (this.#stopped || end <= this.#passed) return '';
    this.#stopped = this.check(this.#text.slice(0, end)).length > 0;
    return this.#stopped ? '' : this.#passTo(end);
  }

  /** What is wrong with the whole text once nothing follows, and what people may read of it beside what passed. */
  end(): { findings: AnswerFinding[]; rest: string } {
    const findings = this.check(this.#text);
    return { findings, rest: findings.length > 0 ? '' : this.#passTo(this.#text.length) };
  }

  #passTo(end: number): string {
    const passed = this.#text.slice(this.#passed, end);
    this.#passed = end;
    return passed;
  }
}
