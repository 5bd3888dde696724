import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import type { FieldError } from '@/lib/domain/errors';
import type { Json, JsonSchema } from '@/lib/domain/json';
import { escapePointer } from './changes';
import { canonicalText } from './intake';

/** A tool's schema says something this gate can't enforce; such a tool must not be offered to a model. */
export class SchemaUnsupportedError extends Error {
  override name = 'SchemaUnsupportedError';
}

const MAX_COMPILED = 500;
const MAX_ERRORS = 20;
const compiled = new Map<string, ValidateFunction>();

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  addUsedSchema: false,
  coerceTypes: false,
  // A linear-time engine: with a backtracking one a single pattern of a schema can hold the process for minutes.
  code: { regExp: Object.assign(linearPattern, { code: 'linearPattern' }) },
});
addFormats(ajv);

/**
 * Validates a value and gives what is wrong, each at the pointer of its field: empty when the value is right. Nothing
 * is coerced. Throws SchemaUnsupportedError for a schema the gate can't enforce.
 */
export function validateSchema(schema: JsonSchema, value: Json): FieldError[] {
  const validate = compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, MAX_ERRORS).map(toFieldError);
}

/**
 * Validates a call's arguments. Unless the schema says otherwise its root is closed, because models invent arguments
 * and one that is silently dropped was meant to do something.
 */
export function validateArguments(schema: JsonSchema, args: Json): FieldError[] {
  const closed = 'additionalProperties' in schema || 'unevaluatedProperties' in schema;
  return validateSchema(closed ? schema : { ...schema, additionalProperties: false }, args);
}

function compile(schema: JsonSchema): ValidateFunction {
  const key = canonicalText(schema as Json);
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  try {
    const validate = ajv.compile(schema);
    compiled.set(key, validate);
    return validate;
  } catch (error) {
    throw new SchemaUnsupportedError(error instanceof Error ? error.message : String(error));
  }
}

function linearPattern(pattern: string) {
  const expression = RE2JS.compile(pattern);
  return { test: (text: string) => expression.matcher(text).find() };
}

function toFieldError(error: ErrorObject): FieldError {
  const { keyword, instancePath, params } = error;
  switch (keyword) {
    case 'required': {
      const name = String(params.missingProperty);
      return { pointer: `${instancePath}/${escapePointer(name)}`, message: `"${name}" is missing.` };
    }
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      return { pointer: `${instancePath}/${escapePointer(name)}`, message: `"${name}" is not one of the arguments.` };
    }
    case 'enum':
      return { pointer: instancePath, message: `must be one of ${JSON.stringify(params.allowedValues)}.` };
    default:
      return { pointer: instancePath, message: `${error.message ?? 'is not valid'}.` };
  }
}
