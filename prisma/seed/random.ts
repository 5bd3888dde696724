/** Chance that repeats: the same seed gives the same draws on every machine. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** `count` different values, in random order; all of them when there are fewer. */
  sample<Value>(values: readonly Value[], count: number): Value[];
}

/** Draws from a 32-bit linear congruential generator: plenty for made-up customers, nothing for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[between(0, values.length - 1)];
    if (value === undefined) throw new Error('Nothing to pick from.');
    return value;
  };
  const sample = <Value>(values: readonly Value[], count: number): Value[] => {
    const left = [...values];
    return Array.from({ length: Math.min(count, left.length) }, () => {
      const [taken] = left.splice(between(0, left.length - 1), 1);
      return taken as Value;
    });
  };
  return { between, pick, sample };
}
