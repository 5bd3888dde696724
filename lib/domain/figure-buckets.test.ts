import { expect, it } from 'vitest';
import { Amounts, bucketEnd } from './figure-buckets';

it('ends each bucket where the next one begins, less than 1/32 above every amount in it', () => {
  for (let bucket = 1; bucket < 1500; bucket++) {
    const [first, last] = [bucketEnd(bucket - 1) + 1, bucketEnd(bucket)];
    expect(last, String(bucket)).toBeGreaterThanOrEqual(first);
    expect((last - first) / first, String(bucket)).toBeLessThan(1 / 32);
  }
  expect([0, 63, 64, 95, 96].map(bucketEnd)).toEqual([0, 63, 65, 127, 131]);
});

it('adds what fell into the same bucket, and tells which share of all lies below which end', () => {
  const amounts = new Amounts([
    [
      [2, 7],
      [1, 5],
    ],
    [
      [7, 70],
      [3, 1],
    ],
    [[], []],
  ]);
  expect([...amounts.counts.slice(0, 8), amounts.total]).toEqual([0, 0, 1, 0, 0, 0, 0, 8, 10]);
  expect([0.1, 0.11, 0.9, 0.95, 1].map((share) => amounts.percentile(share))).toEqual([2, 7, 7, 77, 77]);
  expect(new Amounts([]).percentile(0.5)).toBeNull();
});
