import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '@/lib/domain/json';
import { drawnBy, inputFor, membersOf, typedText, typedValue } from './control';
import { readFieldSchema } from './field-schema';

const schema = (written: object) => readFieldSchema({ ...written });

test('a value its control can’t hold is drawn by the editor', () => {
  const kindOf = (written: object, value: Json) => drawnBy(schema(written), value).kind;
  expect(kindOf({ type: 'string' }, 'a\nb')).toBe('text');
  expect(kindOf({ type: 'string' }, 'a\r\nb')).toBe('json');
  expect(kindOf({ type: 'string' }, null)).toBe('json');
  expect(kindOf({ type: 'boolean' }, 'true')).toBe('json');
  expect(kindOf({ type: 'integer' }, '12x')).toBe('number');
  expect(kindOf({ type: 'integer' }, [1])).toBe('json');
  expect(kindOf({ type: 'array', items: { type: 'string' } }, 'a')).toBe('json');
  expect(kindOf({ type: 'object', properties: {} }, [])).toBe('json');
});

test('no member of a value is left out of the form', () => {
  const group = schema({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] });
  if (group.kind !== 'group') throw new Error('not a group');
  expect(membersOf(group, { b: 1, a: 'x' }).map(({ name, required }) => [name, required])).toEqual([
    ['a', true],
    ['b', false],
  ]);
});

test('an input that would change what it shows is not used', () => {
  expect(inputFor('date', '2026-01-31')).toBe('date');
  expect(inputFor('date', '')).toBe('date');
  expect(inputFor('date', 'next Monday')).toBe('text');
  expect(inputFor('email', 'a@b.example')).toBe('email');
  expect(inputFor('email', ' a@b.example')).toBe('text');
});

test('what stands in a control means the value it was made of', () => {
  const kinds = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { enum: ['a', 1, null] }, {}].map(schema);
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...kinds), (made, kind) => {
      // JSON has one zero.
      const value = JSON.parse(JSON.stringify(made)) as Json;
      const drawn = drawnBy(kind, value);
      fc.pre(drawn.kind !== 'number' || typeof value === 'number');
      fc.pre(typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value));
      expect(typedValue(drawn, typedText(drawn, value))).toEqual(value);
    }),
  );
});

test('a number that can’t be held exactly stays text', () => {
  const number = schema({ type: 'integer' });
  expect(typedValue(number, '9007199254740993')).toBe('9007199254740993');
  expect(typedValue(number, ' 12 ')).toBe(12);
  expect(typedValue(number, '')).toBe('');
  expect(typedValue(number, '1e999')).toBe('1e999');
});
