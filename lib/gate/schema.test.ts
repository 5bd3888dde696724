import { describe, expect, it } from 'vitest';
import { checkSchema, SchemaUnsupportedError, validateArguments, validateSchema } from './schema';

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

  it('closes a root whose members stand elsewhere', () => {
    const $defs = { place: { type: 'object', properties: { zip: { type: 'string' } } } };
    for (const root of [{ $ref: '#/$defs/place' }, { allOf: [{ $ref: '#/$defs/place' }] }]) {
      for (const dialect of [
        'https://json-schema.org/draft/2020-12/schema',
        'http://json-schema.org/draft-07/schema#',
      ]) {
        const schema = { $schema: dialect, ...root, $defs };
        expect(validateArguments(schema, { zip: '1' })).toEqual([]);
        expect(validateArguments(schema, { zip: '1', extra: 1 })).toEqual([
          { pointer: '/extra', message: '"extra" is not one of the arguments.' },
        ]);
      }
    }
  });

  it('asserts the format of an argument, not of what a tool answers', () => {
    const schema = { type: 'object', properties: { day: { type: 'string', format: 'date' } } };
    expect(validateArguments(schema, { day: '2026-02-30' })).toEqual([
      { pointer: '/day', message: 'must match format "date".' },
    ]);
    expect(validateSchema(schema, { day: '2026-02-30' })).toEqual([]);
  });

  it('does not take what every object inherits for an argument', () => {
    expect(validateArguments({ type: 'object', required: ['constructor'] }, {})).toHaveLength(1);
    expect(validateArguments({ type: 'object', properties: {} }, JSON.parse('{"__proto__":1}'))).toHaveLength(1);
  });

  it('refuses a text that would take a pattern too long, and says so', () => {
    const schema = { type: 'object', properties: { a: { not: { pattern: '(a|b)*a(a|b){900}$' } } } };
    expect(validateArguments(schema, { a: 'ab'.repeat(2000) })).toEqual([
      { pointer: '', message: 'The text is too long to be matched with the pattern "(a|b)*a(a|b){900}$".' },
    ]);
  });

  it.each([
    [{ properties: { a: { nullable: true } } }, '/properties/a/nullable'],
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, '/$schema'],
    [{ $defs: { a: {} }, $ref: 'https://example.com/a.json' }, '/$ref'],
    [{ items: [{}] }, '/items'],
    [{ $schema: 'http://json-schema.org/draft-07/schema#', prefixItems: [{}] }, '/prefixItems'],
    [{ $schema: 'http://json-schema.org/draft-07/schema#', $ref: '#/$defs/a', $defs: {}, maxLength: 1 }, '/maxLength'],
    [
      { $schema: 'http://json-schema.org/draft-07/schema#', dependencies: { a: { nullable: true } } },
      '/dependencies/a/nullable',
    ],
    [{ properties: { a: { format: 'colour' } } }, '/properties/a/format'],
    [{ properties: { a: { pattern: '(?=a)' } } }, '/properties/a/pattern'],
    [{ patternProperties: { '(?=a)': {} } }, '/patternProperties/(?=a)'],
    [{ $ref: '#' }, ''],
  ])('says at registration what it can’t enforce: %j', (schema, pointer) => {
    expect(checkSchema(schema).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('takes draft 7 where it is stated', () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { pair: { items: [{ type: 'string' }, { type: 'number' }], additionalItems: false } },
      dependencies: { pair: ['why'] },
    };
    expect(checkSchema(schema)).toEqual([]);
    expect(validateArguments(schema, { pair: ['a', 'b', 1] }).map(({ pointer }) => pointer)).toEqual([
      '/why',
      '/pair',
      '/pair/1',
    ]);
  });
});
