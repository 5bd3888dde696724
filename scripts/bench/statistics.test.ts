import { expect, it } from 'vitest';
import { median, percentile } from './statistics';

it('takes the nearest rank', () => {
  const values = [5, 1, 4, 2, 3];
  expect([median(values), percentile(values, 0.95), percentile(values, 0.2), percentile(values, 0)]).toEqual([
    3, 5, 1, 1,
  ]);
  expect(median([2, 1])).toBe(1);
});

it('has no answer for nothing', () => {
  expect(() => median([])).toThrow('No values');
});
