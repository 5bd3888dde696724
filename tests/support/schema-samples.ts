import fc from 'fast-check';
import { z } from 'zod';
import { naughtyStrings } from './naughty-strings';

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
}

/** A contract's schema as data, whichever of its sides says more. */
export function schemaOf(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', reused: 'inline' }) as Schema;
}

/** The paths of all texts a body of this schema can hold. */
export function textPaths(schema: Schema, path: string[] = []): string[][] {
  if (schema.type === 'string' && !schema.enum) return [path];
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, part]) => textPaths(part, [...path, name]));
  const items = schema.items ? textPaths(schema.items, [...path, '0']) : [];
  return [
    ...inside,
    ...items,
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => textPaths(one, path)),
  ];
}

const numbers = [0, -1, 1, 2, 0.5, 32_768, 2_147_483_648, Number.MAX_SAFE_INTEGER, 1e21, 5e-324, -1e308];
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(...naughtyStrings),
  fc.constantFrom<unknown>(...numbers, null, true, [], {}, [[[[]]]], { __proto__: null, constructor: 1 }),
);

/**
 * Values that are mostly what the schema asks for and now and then something else. `known` are texts that mean
 * something in the place at hand, such as a view hash.
 */
export function valuesOf(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: rightValues(schema, known) }, { weight: 1, arbitrary: anything });
}

function rightValues(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.[0]) return fc.oneof(...choices.map((choice) => valuesOf(choice, known)));
  switch (schema.type) {
    case 'string':
      return fc.oneof(
        fc.constantFrom('a', 'notes', ...known),
        fc.constantFrom(...naughtyStrings),
        fc.string({ unit: 'binary' }),
      );
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 100, 100_000) }),
        fc.constantFrom(...numbers),
      );
    case 'number':
      return fc.oneof(fc.double(), fc.constantFrom(...numbers));
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known), { maxLength: 4 });
    case 'object':
      return objectsOf(schema, known);
    default:
      return anything;
  }
}

function objectsOf(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0) {
    return fc.oneof(
      fc.record({ id: fc.constant('a'), text: fc.string() }),
      fc.dictionary(fc.string(), anything, { maxKeys: 4 }),
    );
  }
  const parts = Object.fromEntries(members.map(([name, part]) => [name, valuesOf(part, known)]));
  const required = (schema.required ?? []).filter((name) => name in parts);
  const right = fc.record(parts, { requiredKeys: required });
  const extra = fc.tuple(right, fc.string(), anything).map(([value, key, more]) => ({ ...value, [key]: more }));
  const lacking = fc.record(parts, { requiredKeys: [] });
  return fc.oneof({ weight: 10, arbitrary: right }, { weight: 1, arbitrary: extra }, { weight: 1, arbitrary: lacking });
}

/** Bodies as they are sent: mostly the JSON of a value, else cut short, doubled, wrapped or no JSON at all. */
export function textsOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const whole = values.map((value) => JSON.stringify(value) ?? '');
  const cut = fc.tuple(whole, fc.nat(200)).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const twice = whole.map((text) => text.replace(/^\{("[^"]*":)/, '{$1null,$1'));
  const wrapped = fc
    .tuple(whole, fc.integer({ min: 1, max: 2000 }))
    .map(([text, depth]) => '['.repeat(depth) + text + ']'.repeat(depth));
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: twice },
    { weight: 1, arbitrary: wrapped },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '{}',
        '[]',
        'null',
        '"',
        '\ufeff{}',
        '{"a":1}{"a":2}',
        '{"a":1e999}',
        '0x10',
        '{a:1}',
      ),
    },
  );
}
