import { expect, test } from 'vitest';
import type { Preview } from '@/lib/domain/proposal';
import { changedFields } from './preview-changes';

const previewOf = (...moves: [string, number | null, number | null][]): Preview => ({
  before: {},
  after: {},
  changes: moves.map(([path, before, after]) => ({ path, before, after })),
});

test('only fields that would change differently are listed, also those that came or went', () => {
  const seen = previewOf(['/orders/1/total', 10, 8], ['/orders/1/items', 2, 1], ['/orders/2/total', 5, 4]);
  const now = previewOf(['/orders/1/total', 9, 8], ['/orders/1/items', 2, 1], ['/orders/3/total', 1, 0]);
  expect(
    changedFields(seen, now).map(({ field, seen: was, now: is }) => [field.join('/'), was?.before, is?.before]),
  ).toEqual([
    ['orders/1/total', 10, 9],
    ['orders/3/total', undefined, 1],
    ['orders/2/total', 5, undefined],
  ]);
  expect(changedFields(seen, seen)).toEqual([]);
});
