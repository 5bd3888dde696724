import type { Json, JsonObject, JsonSchema } from '@/lib/domain/json';

/** What is known of a value before it is there. `whole` tells CEL's two kinds of number apart where a schema does. */
export type Shape =
  | { kind: 'any' | 'text' | 'boolean' | 'null' }
  | { kind: 'number'; whole?: boolean }
  | { kind: 'list'; item: Shape }
  | { kind: 'object'; members: ReadonlyMap<string, Shape>; closed: boolean };

export const ANY: Shape = { kind: 'any' };

/** The shape a JSON Schema gives a value; whatever this does not read may be anything. */
export function shapeOf(schema: Json | undefined): Shape {
  if (!isObject(schema) || ['$ref', 'anyOf', 'oneOf', 'allOf'].some((keyword) => keyword in schema)) return ANY;
  switch (schema.type) {
    case 'string':
      return { kind: 'text' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
      return { kind: 'number', whole: true };
    case 'number':
      return { kind: 'number' };
    case 'array':
      return { kind: 'list', item: shapeOf(schema.items) };
    case 'object':
      return objectShape(schema);
    default:
      return ANY;
  }
}

/** What is known of each fact a condition of this tool's policy may look at. */
export function shapesFor(
  input: JsonSchema,
): Record<'args' | 'agent' | 'requester' | 'target' | 'run' | 'tool', Shape> {
  const text: Shape = { kind: 'text' };
  return {
    args: shapeOf(input as JsonObject),
    agent: closed({ name: text }),
    // Staff has no customer, and null can be compared with everything.
    requester: closed({ id: text, customerId: text }),
    target: ANY,
    run: closed({
      id: text,
      costUsd: { kind: 'number' },
      tainted: { kind: 'boolean' },
      confidence: { kind: 'number' },
      unsure: { kind: 'boolean' },
    }),
    tool: closed({ name: text, reversibility: text, delivery: text }),
  };
}

function objectShape({ properties, additionalProperties, patternProperties }: JsonObject): Shape {
  const members = isObject(properties) ? Object.entries(properties) : [];
  const open = members.length === 0 || patternProperties !== undefined || takesOthers(additionalProperties);
  return { kind: 'object', members: new Map(members.map(([name, schema]) => [name, shapeOf(schema)])), closed: !open };
}

/** A schema that merely leaves it out does not mean that arguments nobody named are expected. */
function takesOthers(additionalProperties: Json | undefined): boolean {
  return additionalProperties !== undefined && additionalProperties !== false;
}

function closed(members: Record<string, Shape>): Shape {
  return { kind: 'object', members: new Map(Object.entries(members)), closed: true };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
