import { expect, it } from 'vitest';
import { pathOf, topOf, xOf, yOf } from './chart-scale';

it('leaves room for every value and for the target', () => {
  expect(topOf([3, null, 42], undefined)).toBe(50);
  expect(topOf([0.01], { max: 0.05 })).toBeGreaterThanOrEqual(0.05);
  expect(topOf([null], undefined)).toBe(1);
});

it('draws a line with a gap where nothing is known', () => {
  expect(pathOf([0, 1, null, 1], 1)).toBe('M12.5 100 L37.5 0  M87.5 0');
  expect([xOf(0, 2), yOf(0.25, 1)]).toEqual([25, 75]);
});
