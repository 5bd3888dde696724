import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import type { Json, JsonSchema } from '@/lib/domain/json';

const ajv = new Ajv2020({ strict: false, addUsedSchema: false, allErrors: false });
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** What is wrong with a value, as sentences; empty when it fits. */
export function validateSchema(schema: JsonSchema, value: Json): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
