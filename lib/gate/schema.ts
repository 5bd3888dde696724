import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import type { FieldError } from '@/lib/domain/errors';
import type { Json, JsonSchema } from '@/lib/domain/json';
import { escapePointer } from './changes';
import { findUnsupported } from './supported-keywords';

/** A tool's schema says something this gate can't enforce; such a tool must not be offered to a model. */
export class SchemaUnsupportedError extends Error {
  override name = 'SchemaUnsupportedError';
}

const MAX_ERRORS = 20;
// By the schema object itself: tools keep theirs for as long as they live.
const asWritten = new WeakMap<JsonSchema, ValidateFunction>();
const closedAtRoot = new WeakMap<JsonSchema, ValidateFunction>();

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
  return errorsOf(compileOnce(asWritten, schema, schema), value);
}

/**
 * Validates a call's arguments. Unless the schema says otherwise its root is closed, because models invent arguments
 * and one that is silently dropped was meant to do something.
 */
export function validateArguments(schema: JsonSchema, args: Json): FieldError[] {
  if ('additionalProperties' in schema || 'unevaluatedProperties' in schema) return validateSchema(schema, args);
  return errorsOf(compileOnce(closedAtRoot, schema, { ...schema, additionalProperties: false }), args);
}

/** What keeps the gate from enforcing a schema, each at its pointer; empty when it enforces all it says. */
export function checkSchema(schema: JsonSchema): FieldError[] {
  const unsupported = findUnsupported(schema, new Set(Object.keys(ajv.formats)));
  if (unsupported.length > 0) return unsupported.slice(0, MAX_ERRORS);
  try {
    // A schema that refers to itself without going into the value never ends.
    for (const value of [{}, [], '', 0]) validateSchema(schema, value);
    return [];
  } catch (error) {
    const endless = error instanceof RangeError;
    return [
      { pointer: '', message: endless ? 'The schema refers to itself without end.' : String((error as Error).message) },
    ];
  }
}

function errorsOf(validate: ValidateFunction, value: Json): FieldError[] {
  return validate(value) ? [] : (validate.errors ?? []).slice(0, MAX_ERRORS).map(toFieldError);
}

function compileOnce(known: WeakMap<JsonSchema, ValidateFunction>, key: JsonSchema, schema: JsonSchema) {
  const compiled = known.get(key);
  if (compiled) return compiled;
  try {
    const validate = ajv.compile(schema);
    known.set(key, validate);
    return validate;
  } catch (error) {
    throw new SchemaUnsupportedError(error instanceof Error ? error.message : String(error));
  }
}

function linearPattern(pattern: string) {
  const expression = RE2JS.compile(pattern);
  // Ajv tells patterns of one schema apart by their text.
  return { test: (text: string) => expression.matcher(text).find(), toString: () => pattern };
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
