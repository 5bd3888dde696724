import { expect, it } from 'vitest';
import { addSpreads, bucketEnd } from './figure-buckets';

it('ends each bucket where the next one begins, less than 1/32 above every amount in it', () => {
  for (let bucket = 1; bucket < 1500; bucket++) {
    const [first, last] = [bucketEnd(bucket - 1) + 1, bucketEnd(bucket)];
    expect(last, String(bucket)).toBeGreaterThanOrEqual(first);
    expect((last - first) / first, String(bucket)).toBeLessThan(1 / 32);
  }
  expect([0, 63, 64, 95, 96].map(bucketEnd)).toEqual([0, 63, 65, 127, 131]);
});

it('adds what fell into the same bucket', () => {
  const counts = addSpreads([
    [
      [2, 7],
      [1, 5],
    ],
    [[7], [3]],
  ]);
  expect([counts[2], counts[3], counts[7]]).toEqual([1, 0, 8]);
});
