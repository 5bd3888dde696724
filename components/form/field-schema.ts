import type { Json, JsonSchema } from '@/lib/domain/json';

interface Described {
  description: string | undefined;
  /** The value may be null beside what the kind says. */
  nullable: boolean;
}

export interface Member {
  name: string;
  required: boolean;
  schema: FieldSchema;
}

/** A JSON Schema as a form can draw it; `json` is the editor for all that no other kind covers. */
export type FieldSchema = Described &
  (
    | { kind: 'text'; input: 'text' | 'date' | 'email' }
    | { kind: 'number'; integer: boolean }
    | { kind: 'boolean' }
    | { kind: 'choice'; options: Json[] }
    | { kind: 'group'; members: Member[] }
    | { kind: 'list'; item: FieldSchema }
    | { kind: 'json' }
  );

/** Keywords that make a value's shape depend on more than its type. */
const BEYOND_A_FORM = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'patternProperties',
  'dependentSchemas',
  'prefixItems',
  'contains',
];
const DEEPEST = 6;
const TEXT_INPUTS: Record<string, 'date' | 'email'> = { date: 'date', email: 'email' };

/** Reads a schema; `root` is the document its `$ref`s point into. Recursive and too deep schemas become `json`. */
export function readFieldSchema(schema: JsonSchema, root: JsonSchema = schema, depth = 0): FieldSchema {
  const description = typeof schema['description'] === 'string' ? schema['description'] : undefined;
  const fallback: FieldSchema = { kind: 'json', description, nullable: false };
  if (depth > DEEPEST || BEYOND_A_FORM.some((keyword) => keyword in schema)) return fallback;
  const single = withoutNull(schema);
  if (single) {
    const inner = readFieldSchema(single, root, depth + 1);
    return { ...inner, description: description ?? inner.description, nullable: true };
  }
  if ('anyOf' in schema) return fallback;
  if (typeof schema['$ref'] === 'string') {
    const target = resolveReference(schema['$ref'], root);
    if (!target) return fallback;
    const inner = readFieldSchema(target, root, depth + 1);
    return { ...inner, description: description ?? inner.description };
  }
  return readTyped(schema, root, depth, { description, nullable: false });
}

function readTyped(schema: JsonSchema, root: JsonSchema, depth: number, described: Described): FieldSchema {
  const options = schema['enum'];
  if (Array.isArray(options) && options.every(isScalar)) return { kind: 'choice', options, ...described };
  switch (schema['type']) {
    case 'string':
      return { kind: 'text', input: TEXT_INPUTS[String(schema['format'])] ?? 'text', ...described };
    case 'number':
    case 'integer':
      return { kind: 'number', integer: schema['type'] === 'integer', ...described };
    case 'boolean':
      return { kind: 'boolean', ...described };
    case 'array':
      if (!isSchema(schema['items'])) break;
      return { kind: 'list', item: readFieldSchema(schema['items'], root, depth + 1), ...described };
    case 'object': {
      const properties = schema['properties'];
      if (!isSchema(properties) || isSchema(schema['additionalProperties'])) break;
      return { kind: 'group', members: readMembers(properties, schema['required'], root, depth), ...described };
    }
  }
  return { kind: 'json', ...described };
}

function readMembers(properties: JsonSchema, required: unknown, root: JsonSchema, depth: number): Member[] {
  const needed: unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    required: needed.includes(name),
    schema: readFieldSchema(isSchema(property) ? property : {}, root, depth + 1),
  }));
}

/** The other half of `anyOf: [X, null]` and of `type: ["string", "null"]`. */
function withoutNull(schema: JsonSchema): JsonSchema | undefined {
  const { type, anyOf, ...rest } = schema;
  if (Array.isArray(type) && type.length === 2 && type.includes('null')) {
    return { ...rest, type: type.find((name) => name !== 'null') };
  }
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return undefined;
  const halves: unknown[] = anyOf;
  const others = halves.filter((half): half is JsonSchema => isSchema(half) && half['type'] !== 'null');
  return others.length === 1 ? others[0] : undefined;
}

function resolveReference(reference: string, root: JsonSchema): JsonSchema | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let found: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    if (!isSchema(found)) return undefined;
    found = found[decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return isSchema(found) ? found : undefined;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is null | boolean | number | string {
  return value === null || ['boolean', 'number', 'string'].includes(typeof value);
}

/** A first value for something that is added to a form. */
export function emptyValue(schema: FieldSchema): Json {
  switch (schema.kind) {
    case 'text':
      return '';
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'choice':
      return schema.options[0] ?? null;
    case 'list':
      return [];
    case 'group':
      return Object.fromEntries(
        schema.members.filter(({ required }) => required).map(({ name, schema: member }) => [name, emptyValue(member)]),
      );
    case 'json':
      return null;
  }
}

/** True when a form of this schema has a place to show an error at these steps. */
export function hasPlaceFor(schema: FieldSchema, steps: readonly string[]): boolean {
  const [first, ...rest] = steps;
  if (first === undefined || schema.kind === 'json') return true;
  if (schema.kind === 'list') return hasPlaceFor(schema.item, rest);
  if (schema.kind !== 'group') return false;
  const member = schema.members.find(({ name }) => name === first);
  return member !== undefined && hasPlaceFor(member.schema, rest);
}
