import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@/lib/domain/json';
import { listChanges } from './changes';

describe('the changes between two records', () => {
  it('names every field that differs by its pointer', () => {
    const before = { orders: { '#W1': { status: 'pending', items: [{ id: 1 }, { id: 2 }], note: 'a' } } };
    const after = { orders: { '#W1': { status: 'cancelled', items: [{ id: 1 }, { id: 3 }], note: 'a' } } };
    expect(listChanges(before, after)).toEqual([
      { path: '/orders/#W1/status', before: 'pending', after: 'cancelled' },
      { path: '/orders/#W1/items/1/id', before: 2, after: 3 },
    ]);
  });

  it('shows what was added or removed whole as one change at its highest point', () => {
    expect(listChanges({ a: {} }, { a: { b: { c: [1, 2] } } })).toEqual([
      { path: '/a/b', before: null, after: { c: [1, 2] } },
    ]);
    expect(listChanges({ list: [1] }, { list: [1, { x: 1 }] })).toEqual([
      { path: '/list/1', before: null, after: { x: 1 } },
    ]);
    expect(listChanges({ list: [1, 2] }, { list: [1] })).toEqual([{ path: '/list/1', before: 2, after: null }]);
  });

  it('takes absent for null, and a change of kind for one change', () => {
    expect(listChanges({ a: null }, {})).toEqual([]);
    expect(listChanges({ a: [1] }, { a: { 0: 1 } })).toEqual([{ path: '/a', before: [1], after: { 0: 1 } }]);
    expect(listChanges({ a: 1 }, { a: '1' })).toEqual([{ path: '/a', before: 1, after: '1' }]);
  });

  it('escapes what a pointer reserves', () => {
    expect(listChanges({}, { 'a/b~c': 1 })).toEqual([{ path: '/a~1b~0c', before: null, after: 1 }]);
  });

  it('is empty exactly when nothing differs, and says all that does', () => {
    fc.assert(
      fc.property(document(), document(), (before, after) => {
        const changes = listChanges(before, after);
        expect(withoutNulls(apply(before, changes))).toEqual(withoutNulls(after));
        expect(listChanges(before, before)).toEqual([]);
      }),
    );
  });
});

function document(): fc.Arbitrary<JsonObject> {
  const leaf = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y'), fc.boolean());
  const key = fc.constantFrom('a', 'b', 'c/d', 'e~f');
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(key, tie('value')),
    ),
  }));
  return fc.dictionary(key, value) as fc.Arbitrary<JsonObject>;
}

function apply(document: Json, changes: ReturnType<typeof listChanges>): Json {
  const result = structuredClone(document);
  for (const { path, after } of changes) {
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = steps.pop() ?? '';
    const parent = steps.reduce<Json>((value, step) => (value as JsonObject)[step] ?? null, result);
    (parent as JsonObject)[last] = after;
  }
  return result;
}

/** Absent equals null: fields that are null, and nulls at an array's end, say nothing. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(withoutNulls);
    while (items.length > 0 && items.at(-1) === null) items.pop();
    return items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  );
}
