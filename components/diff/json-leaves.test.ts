import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '@/lib/domain/json';
import { pointerOf, stepsOf } from '@/lib/domain/json-pointer';
import { leavesOf } from './json-leaves';

/** Puts the leaves back together. */
function rebuilt(value: Json): Json {
  let whole: Json = null;
  for (const { path, value: leaf } of leavesOf(value)) whole = placed(whole, value, path, leaf);
  return whole;
}

function placed(whole: Json, like: Json, [name, ...rest]: string[], leaf: Json): Json {
  if (name === undefined) return leaf;
  const inside = (like as Record<string, Json>)[name] ?? null;
  if (Array.isArray(like)) {
    const items = Array.isArray(whole) ? [...whole] : [];
    items[Number(name)] = placed(items[Number(name)] ?? null, inside, rest, leaf);
    return items;
  }
  const members = new Map(Object.entries((whole ?? {}) as Record<string, Json>));
  members.set(name, placed(members.get(name) ?? null, inside, rest, leaf));
  return Object.fromEntries(members);
}

test('no leaf of any value is left out, however deep or large it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(rebuilt(value as Json)).toEqual(value);
    }),
  );
  const large = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field ${index}`, { danger: index }]));
  expect(leavesOf(large)).toHaveLength(500);
});

test('a path and its pointer are the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (path) => {
      expect(stepsOf(pointerOf(path))).toEqual(path);
    }),
  );
});
