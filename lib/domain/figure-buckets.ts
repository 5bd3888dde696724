/**
 * Amounts are kept in numbered buckets: one wide up to 63, then 32 to each doubling. The database numbers them
 * (`figure_bucket_number`) up to the largest of its whole numbers.
 */
const NARROW = 64;
const TO_EACH_DOUBLING = 32;
const BUCKETS = 1888;

/** How many amounts fell into which buckets: the buckets' numbers, and the counts in the same order. */
export type Spread = readonly [buckets: readonly number[], counts: readonly number[]];

/** The largest amount of a bucket: less than 1/32 above every other one in it. */
export function bucketEnd(bucket: number): number {
  if (bucket < NARROW) return bucket;
  const doublings = Math.floor(bucket / TO_EACH_DOUBLING) - 1;
  return (bucket - TO_EACH_DOUBLING * doublings + 1) * 2 ** doublings - 1;
}

/** All amounts together, by the number of their bucket. */
export function addSpreads(spreads: Iterable<Spread>): Float64Array {
  const counts = new Float64Array(BUCKETS);
  for (const [buckets, added] of spreads) {
    for (let place = 0; place < buckets.length; place++) {
      const bucket = buckets[place] ?? 0;
      counts[bucket] = (counts[bucket] ?? 0) + (added[place] ?? 0);
    }
  }
  return counts;
}
