import type { ValidateFunction } from 'ajv';
import type { FieldError } from '@/lib/domain/errors';
import type { Json, JsonSchema } from '@/lib/domain/json';
import { dialectOf } from './dialect';
import { toFieldError } from './field-error';
import { PatternTooCostlyError, withPatternSteps } from './linear-pattern';
import { findUnsupported } from './supported-keywords';
import { formatNames, validatorOf } from './validator';

/** A tool's schema says something this gate can't enforce; such a tool must not be offered to a model. */
export class SchemaUnsupportedError extends Error {
  override name = 'SchemaUnsupportedError';
}

const MAX_ERRORS = 20;
/** Keywords that state members in another place than the object's own `properties`. */
const ELSEWHERE = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas', 'dependencies'];

/**
 * Validates a value and gives what is wrong, each at the pointer of its field: empty when the value is right. Nothing
 * is coerced; a `format` is a note, as the standard has it. Throws SchemaUnsupportedError for a schema the gate can't
 * enforce.
 */
export function validateSchema(schema: JsonSchema, value: Json): FieldError[] {
  return errorsOf(asWritten(schema), value);
}

/**
 * Validates a call's arguments, their formats too. Unless the schema says otherwise its root is closed, because models
 * invent arguments and one that is silently dropped was meant to do something.
 */
export function validateArguments(schema: JsonSchema, args: Json): FieldError[] {
  return errorsOf(asArguments(schema), args);
}

/** What keeps the gate from enforcing a schema, each at its pointer; empty when it enforces all it says. */
export function checkSchema(schema: JsonSchema): FieldError[] {
  const unsupported = findUnsupported(schema, formatNames());
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

// By the schema object itself: tools keep theirs for as long as they live.
const asWritten = compiledOnce((schema) => validatorOf(schema, 'note').compile(schema));
const asArguments = compiledOnce((schema) => validatorOf(schema, 'assert').compile(closed(schema)));

/** The schema with a root that takes no other members than those it states. */
function closed(schema: JsonSchema): JsonSchema {
  if ('additionalProperties' in schema || 'unevaluatedProperties' in schema) return schema;
  if (!ELSEWHERE.some((keyword) => keyword in schema)) return { ...schema, additionalProperties: false };
  const { $ref, ...rest } = schema;
  // Draft 7 passes over what stands beside a reference.
  const written = $ref !== undefined && dialectOf(schema) === 'draft-07' ? { ...rest, allOf: [{ $ref }] } : schema;
  return { ...written, unevaluatedProperties: false };
}

function compiledOnce(compile: (schema: JsonSchema) => ValidateFunction) {
  const known = new WeakMap<JsonSchema, ValidateFunction>();
  return (schema: JsonSchema): ValidateFunction => {
    const compiled = known.get(schema);
    if (compiled) return compiled;
    try {
      const validate = compile(schema);
      known.set(schema, validate);
      return validate;
    } catch (error) {
      throw new SchemaUnsupportedError(error instanceof Error ? error.message : String(error));
    }
  };
}

function errorsOf(validate: ValidateFunction, value: Json): FieldError[] {
  try {
    const right = withPatternSteps(() => validate(value));
    return right ? [] : (validate.errors ?? []).slice(0, MAX_ERRORS).map(toFieldError);
  } catch (error) {
    if (error instanceof PatternTooCostlyError) return [{ pointer: '', message: error.message }];
    throw error;
  }
}
