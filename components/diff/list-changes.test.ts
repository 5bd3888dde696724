import { expect, test } from 'vitest';
import type { Json } from '@/lib/domain/json';
import { listChanges } from './list-changes';
import { recordChanges } from './record-changes';

const listsOf = (before: Json, after: Json) => {
  const preview = { before: { orders: { a: before } }, after: {}, changes: [{ path: '/orders/a', before, after }] };
  const [record] = recordChanges(preview);
  if (!record) throw new Error('Nothing changes.');
  return listChanges(record);
};

test('the entries of a list that come, go and change are rows, those that stay are not', () => {
  const before = {
    status: 'open',
    items: [
      { name: 'A', price: 1 },
      { name: 'B', price: 2 },
      { name: 'C', price: 3 },
    ],
  };
  const after = {
    status: 'closed',
    items: [{ name: 'A', price: 1 }, { name: 'B', price: 4 }, null, { name: 'D', price: 9 }],
  };
  const { lists, fields } = listsOf(before, after as Json);
  expect(fields).toMatchObject([{ field: ['status'], before: 'open', after: 'closed' }]);
  expect(lists).toHaveLength(1);
  expect(lists[0]?.columns).toEqual(['price', 'name']);
  expect(lists[0]?.rows.map(({ index, kind }) => [index, kind])).toEqual([
    ['1', 'changed'],
    ['2', 'removed'],
    ['3', 'added'],
  ]);
});

test('a list of plain values is no table', () => {
  const { lists, fields } = listsOf({ tags: ['a'] }, { tags: ['b', 'c'] });
  expect(lists).toEqual([]);
  expect(fields.map(({ field }) => field.join('/'))).toEqual(['tags/0', 'tags/1']);
});
