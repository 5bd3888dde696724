/** When each write's execute was entered, on this process's clock; also who waits for that. */
export class Marks {
  private readonly times = new Map<string, number[]>();
  private readonly waiting = new Map<string, () => void>();

  /** The first line of execute. */
  enter(id: string): void {
    const at = performance.now();
    const known = this.times.get(id);
    if (known) known.push(at);
    else this.times.set(id, [at]);
    this.waiting.get(id)?.();
  }

  /** How often execute was entered from then on. */
  countAfter(id: string, from: number): number {
    return this.times.get(id)?.filter((at) => at >= from).length ?? 0;
  }

  /** The first time execute was entered from then on; waits for it. */
  async firstAfter(id: string, from: number): Promise<number> {
    for (;;) {
      const found = this.times.get(id)?.find((at) => at >= from);
      if (found !== undefined) {
        this.waiting.delete(id);
        return found;
      }
      await new Promise<void>((resolve) => this.waiting.set(id, resolve));
    }
  }
}
