import { expect, test } from 'vitest';
import { emptyValue, hasPlaceFor, readFieldSchema } from './field-schema';

const schema = {
  type: 'object',
  properties: {
    order_id: { type: 'string', description: 'The order.' },
    amount_cents: { type: 'integer' },
    notify: { type: 'boolean' },
    reason: { type: 'string', enum: ['ordered by mistake', 'no longer needed'] },
    day: { type: 'string', format: 'date' },
    address: { $ref: '#/$defs/address' },
    items: { type: 'array', items: { type: 'string' } },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    either: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    map: { type: 'object', additionalProperties: { type: 'number' } },
  },
  required: ['order_id', 'address'],
  $defs: { address: { type: 'object', properties: { zip: { type: 'string' } }, required: ['zip'] } },
};

test('each kind of value gets its control, and what a form cannot draw gets the editor', () => {
  const group = readFieldSchema(schema);
  if (group.kind !== 'group') throw new Error('not a group');
  const kinds = Object.fromEntries(group.members.map(({ name, schema: member }) => [name, member.kind]));
  expect(kinds).toEqual({
    order_id: 'text',
    amount_cents: 'number',
    notify: 'boolean',
    reason: 'choice',
    day: 'text',
    address: 'group',
    items: 'list',
    note: 'text',
    either: 'json',
    map: 'json',
  });
  expect(group.members.find(({ name }) => name === 'note')?.schema.nullable).toBe(true);
  expect(group.members.filter(({ required }) => required).map(({ name }) => name)).toEqual(['order_id', 'address']);
});

test('a schema that contains itself ends in the editor', () => {
  const tree = { type: 'object', properties: { child: { $ref: '#' } } };
  expect(JSON.stringify(readFieldSchema(tree))).toContain('"json"');
});

test('an added value has its required members', () => {
  expect(emptyValue(readFieldSchema(schema))).toEqual({ order_id: '', address: { zip: '' } });
});

test('an error without a field of its own is known as such', () => {
  const group = readFieldSchema(schema);
  expect(hasPlaceFor(group, ['address', 'zip'])).toBe(true);
  expect(hasPlaceFor(group, ['items', '0'])).toBe(true);
  expect(hasPlaceFor(group, ['surprise'])).toBe(false);
});
