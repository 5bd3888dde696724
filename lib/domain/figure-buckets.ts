/**
 * Amounts are kept in numbered buckets: one wide up to 63, then 32 to each doubling. `figure_bucket_number` of
 * the database numbers them.
 */
const NARROW = 64;
const TO_EACH_DOUBLING = 32;

/** How many amounts fell into which buckets: the buckets' numbers, rising, and the counts in the same order. */
export type Spread = readonly [buckets: readonly number[], counts: readonly number[]];

/** The largest amount of a bucket: less than 1/32 above every other one in it. */
export function bucketEnd(bucket: number): number {
  if (bucket < NARROW) return bucket;
  const doublings = Math.floor(bucket / TO_EACH_DOUBLING) - 1;
  return (bucket - TO_EACH_DOUBLING * doublings + 1) * 2 ** doublings - 1;
}

/** Amounts of several spreads together. */
export class Amounts {
  readonly total: number;
  /** By the number of the bucket. */
  readonly counts: Float64Array;

  constructor(spreads: readonly Spread[]) {
    this.counts = new Float64Array(spreads.reduce((most, [buckets]) => Math.max(most, (buckets.at(-1) ?? -1) + 1), 0));
    let total = 0;
    for (const [buckets, added] of spreads) {
      for (let place = 0; place < buckets.length; place++) {
        const bucket = buckets[place] ?? 0;
        const count = added[place] ?? 0;
        this.counts[bucket] = (this.counts[bucket] ?? 0) + count;
        total += count;
      }
    }
    this.total = total;
  }

  /** The end of the bucket in which the amount stands that this share of all amounts does not exceed; null without any. */
  percentile(share: number): number | null {
    if (this.total === 0) return null;
    let left = Math.ceil(share * this.total);
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      left -= this.counts[bucket] ?? 0;
      if (left <= 0) return bucketEnd(bucket);
    }
    return null;
  }
}
