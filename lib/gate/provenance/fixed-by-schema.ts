import type { Json, JsonObject, JsonSchema } from '@/lib/domain/json';
import { stepsOf } from '@/lib/domain/json-pointer';
import { canonicalText } from '../intake';

const MOST_SCHEMAS = 200;

/**
 * True when the tool's schema names this value at this place (enum, const or default), or leaves nothing to invent: true
 * and false, null, and what is empty.
 */
export function isFixedBySchema(schema: JsonSchema, pointer: string, value: Json): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'object') return true;
  if (typeof value === 'string' && value.trim() === '') return true;
  const wanted = canonicalText(value);
  return schemasAt(schema as JsonObject, stepsOf(pointer)).some((at) =>
    namedValues(at).some((named) => canonicalText(named) === wanted),
  );
}

function namedValues(schema: JsonObject): Json[] {
  const { const: only, default: usual, enum: list } = schema;
  return [...(only === undefined ? [] : [only]), ...(usual === undefined ? [] : [usual]), ...asList(list)];
}

/** Every part of the schema that speaks of the value at the end of these steps. */
function schemasAt(root: JsonObject, steps: readonly string[]): JsonObject[] {
  let here = alternatives(root, [root]);
  for (const step of steps) {
    const below = here.flatMap((schema) => memberSchemas(schema, step));
    here = alternatives(root, below);
  }
  return here;
}

/** These schemas with what they refer to and choose between, each once. */
function alternatives(root: JsonObject, schemas: readonly JsonObject[]): JsonObject[] {
  const seen = new Set<JsonObject>(schemas);
  for (const schema of seen) {
    if (seen.size > MOST_SCHEMAS) break;
    const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => asList(schema[keyword]));
    const conditional = ['then', 'else'].map((keyword) => schema[keyword]);
    for (const other of [...branches, ...conditional, referredTo(root, schema.$ref)])
      if (isSchema(other)) seen.add(other);
  }
  return [...seen];
}

function memberSchemas(schema: JsonObject, step: string): JsonObject[] {
  const { properties, items, prefixItems, additionalProperties } = schema;
  const named = isSchema(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined;
  const placed = /^\d+$/.test(step) ? (asList(prefixItems)[Number(step)] ?? items) : undefined;
  return [named, placed, named === undefined ? additionalProperties : undefined].filter(isSchema);
}

function referredTo(root: JsonObject, reference: Json | undefined): Json | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  return stepsOf(reference.slice(1)).reduce<Json | undefined>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as JsonObject)[step] : undefined),
    root,
  );
}

function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function isSchema(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
