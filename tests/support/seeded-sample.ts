import { createHash, randomInt } from 'node:crypto';

/** The seed of this run's samples: the one in CASES_SEED, else a new one. Print it, so that a failure can be repeated. */
export function sampleSeed(): string {
  return process.env.CASES_SEED ?? String(randomInt(1_000_000));
}

/** So many of the items, the same ones for the same seed, in the order they came. */
export function seededSample<Item>(items: readonly Item[], count: number, seed: string): Item[] {
  const weigh = (index: number) => createHash('sha256').update(`${seed} ${index}`).digest('hex');
  const weighed = items.map((item, index) => ({ item, index, weight: weigh(index) }));
  const chosen = weighed.toSorted((one, other) => one.weight.localeCompare(other.weight)).slice(0, count);
  return chosen.toSorted((one, other) => one.index - other.index).map(({ item }) => item);
}
