import { describe, expect, it } from 'vitest';
import { SchemaUnsupportedError, validateArguments, validateSchema } from './schema';

const order = {
  type: 'object',
  properties: {
    order_id: { type: 'string', pattern: '^#W' },
    count: { type: 'integer' },
    reason: { enum: ['a', 'b'] },
  },
  required: ['order_id'],
};

describe('the schema layer', () => {
  it('names the field of every fault', () => {
    expect(validateArguments(order, { count: '1', reason: 'c', extra: true })).toEqual([
      { pointer: '/order_id', message: '"order_id" is missing.' },
      { pointer: '/extra', message: '"extra" is not one of the arguments.' },
      { pointer: '/count', message: 'must be integer.' },
      { pointer: '/reason', message: 'must be one of ["a","b"].' },
    ]);
    expect(validateArguments(order, { order_id: '#W1', count: 1 })).toEqual([]);
  });

  it('coerces nothing', () => {
    expect(validateArguments(order, { order_id: 1 }).map((error) => error.pointer)).toEqual(['/order_id']);
  });

  it('closes the root of arguments, and of nothing else', () => {
    expect(validateSchema(order, { order_id: '#W1', extra: 1 })).toEqual([]);
    expect(validateArguments({ ...order, additionalProperties: true }, { order_id: '#W1', extra: 1 })).toEqual([]);
    const nested = { type: 'object', properties: { inner: { type: 'object' } } };
    expect(validateArguments(nested, { inner: { anything: 1 } })).toEqual([]);
  });

  it('tells the patterns of one schema apart', () => {
    const two = { type: 'object', properties: { a: { pattern: '^x' }, b: { pattern: '^y' } } };
    expect(validateArguments(two, { a: 'x', b: 'y' })).toEqual([]);
    expect(validateArguments(two, { a: 'y', b: 'x' }).map((error) => error.pointer)).toEqual(['/a', '/b']);
  });

  it('runs a pattern in linear time that would hold a backtracking engine for ever', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
    expect(validateArguments(schema, { a: `${'a'.repeat(20_000)}!` })).toHaveLength(1);
  });

  it.each([{ pattern: '(?=a)b' }, { $ref: 'https://example.com/other.json' }, { type: 'nothing' }])(
    'refuses a schema it can’t enforce: %j',
    (schema) => {
      expect(() => validateSchema(schema, 'x')).toThrow(SchemaUnsupportedError);
    },
  );

  it('escapes pointers', () => {
    expect(validateArguments({ type: 'object' }, { 'a/b~': 1 })[0]?.pointer).toBe('/a~1b~0');
  });
});
