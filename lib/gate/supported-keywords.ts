import type { FieldError } from '@/lib/domain/errors';
import { escapePointer } from './changes';

const ONE_SCHEMA = words(`additionalProperties contains else if items not propertyNames then unevaluatedItems
  unevaluatedProperties`);
const LIST_OF_SCHEMAS = words('allOf anyOf oneOf prefixItems');
const MAP_OF_SCHEMAS = words('$defs definitions dependentSchemas patternProperties properties');
/** What says something of a value, or only something to people. */
const PLAIN = words(`const dependentRequired enum exclusiveMaximum exclusiveMinimum format maxContains maximum maxItems
  maxLength maxProperties minContains minimum minItems minLength minProperties multipleOf pattern required type
  uniqueItems $comment default deprecated description examples readOnly title writeOnly`);
const DIALECT = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/**
 * The keywords of a JSON Schema that the gate does not enforce, each at its pointer. A validator passes over what it does
 * not know; a schema that says more than is checked would be believed.
 */
export function findUnsupported(schema: unknown, formats: ReadonlySet<string>, pointer = ''): FieldError[] {
  if (typeof schema === 'boolean') return [];
  if (!isObject(schema)) return [{ pointer, message: 'A schema is an object, true or false.' }];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const at = `${pointer}/${escapePointer(keyword)}`;
    if (ONE_SCHEMA.has(keyword)) return findUnsupported(value, formats, at);
    if (LIST_OF_SCHEMAS.has(keyword)) return inList(value, formats, at);
    if (MAP_OF_SCHEMAS.has(keyword)) return inMap(value, formats, at);
    const message = complaintOf(keyword, value, formats);
    return message === null ? [] : [{ pointer: at, message }];
  });
}

function complaintOf(keyword: string, value: unknown, formats: ReadonlySet<string>): string | null {
  if (keyword === '$ref')
    return isLocal(value) ? null : 'A $ref may only point into this schema, as #/$defs/name does.';
  if (keyword === '$schema') {
    return typeof value === 'string' && DIALECT.test(value) ? null : 'Only JSON Schema 2020-12 is supported.';
  }
  if (keyword === 'format') {
    const known = typeof value === 'string' && formats.has(value);
    return known ? null : `The format ${JSON.stringify(value)} is not supported.`;
  }
  return PLAIN.has(keyword) ? null : `The keyword "${keyword}" is not supported: it would not be checked.`;
}

function inList(value: unknown, formats: ReadonlySet<string>, at: string): FieldError[] {
  if (!Array.isArray(value)) return [{ pointer: at, message: 'This is a list of schemas.' }];
  return value.flatMap((item, index) => findUnsupported(item, formats, `${at}/${index}`));
}

function inMap(value: unknown, formats: ReadonlySet<string>, at: string): FieldError[] {
  if (!isObject(value)) return [{ pointer: at, message: 'This is an object of schemas.' }];
  return Object.entries(value).flatMap(([name, item]) =>
    findUnsupported(item, formats, `${at}/${escapePointer(name)}`),
  );
}

function isLocal(value: unknown): boolean {
  return typeof value === 'string' && /^#(\/|$)/.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
