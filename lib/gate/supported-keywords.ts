import type { FieldError } from '@/lib/domain/errors';
import type { JsonSchema } from '@/lib/domain/json';
import { escapePointer } from './changes';
import { dialectOf, type Dialect } from './dialect';
import { compilePattern } from './linear-pattern';

interface Keywords {
  oneSchema: ReadonlySet<string>;
  listOfSchemas: ReadonlySet<string>;
  mapOfSchemas: ReadonlySet<string>;
  /** What says something of a value without a schema inside. */
  plain: ReadonlySet<string>;
}

/** What only says something to people. */
const NOTES = words('$comment default deprecated description examples readOnly title writeOnly');
const ONE_SCHEMA = 'additionalProperties contains else if items not propertyNames then';
const LIST_OF_SCHEMAS = 'allOf anyOf oneOf';
const MAP_OF_SCHEMAS = '$defs definitions patternProperties properties';
const PLAIN = `const enum exclusiveMaximum exclusiveMinimum maximum maxItems maxLength maxProperties minimum minItems
  minLength minProperties multipleOf pattern required type uniqueItems`;

const KEYWORDS: Record<Dialect, Keywords> = {
  '2020-12': {
    oneSchema: words(`${ONE_SCHEMA} unevaluatedItems unevaluatedProperties`),
    listOfSchemas: words(`${LIST_OF_SCHEMAS} prefixItems`),
    mapOfSchemas: words(`${MAP_OF_SCHEMAS} dependentSchemas`),
    plain: words(`${PLAIN} dependentRequired maxContains minContains`),
  },
  'draft-07': {
    oneSchema: words(`${ONE_SCHEMA} additionalItems`),
    listOfSchemas: words(LIST_OF_SCHEMAS),
    mapOfSchemas: words(`${MAP_OF_SCHEMAS} dependencies`),
    plain: words(PLAIN),
  },
};

/**
 * The keywords of a JSON Schema that the gate does not enforce, each at its pointer. A validator passes over what it does
 * not know; a schema that says more than is checked would be believed.
 */
export function findUnsupported(schema: JsonSchema, formats: ReadonlySet<string>): FieldError[] {
  const dialect = dialectOf(schema);
  if (dialect) return search({ dialect, formats }, schema, '');
  return [{ pointer: '/$schema', message: 'Only JSON Schema 2020-12 and draft 7 are supported.' }];
}

interface Search {
  dialect: Dialect;
  formats: ReadonlySet<string>;
}

function search(of: Search, schema: unknown, pointer: string): FieldError[] {
  if (typeof schema === 'boolean') return [];
  if (!isObject(schema)) return [{ pointer, message: 'A schema is an object, true or false.' }];
  const refers = of.dialect === 'draft-07' && '$ref' in schema;
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const at = `${pointer}/${escapePointer(keyword)}`;
    if (refers && !isBesideReference(keyword)) {
      return [{ pointer: at, message: 'Draft 7 passes over what stands beside a $ref: put the $ref into an allOf.' }];
    }
    return inKeyword(of, keyword, value, at);
  });
}

function inKeyword(of: Search, keyword: string, value: unknown, at: string): FieldError[] {
  const { oneSchema, listOfSchemas, mapOfSchemas } = KEYWORDS[of.dialect];
  if (of.dialect === 'draft-07') {
    if (keyword === 'items' && Array.isArray(value)) return inList(of, value, at);
    if (keyword === 'dependencies' && isObject(value)) return inMap(of, withoutLists(value), at);
  }
  if (oneSchema.has(keyword)) return search(of, value, at);
  if (listOfSchemas.has(keyword)) return inList(of, value, at);
  if (mapOfSchemas.has(keyword)) return inMap(of, value, at, keyword === 'patternProperties');
  const message = complaintOf(of, keyword, value, at);
  return message === null ? [] : [{ pointer: at, message }];
}

function complaintOf({ dialect, formats }: Search, keyword: string, value: unknown, at: string): string | null {
  if (keyword === '$ref')
    return isLocal(value) ? null : 'A $ref may only point into this schema, as #/$defs/name does.';
  if (keyword === '$schema') return at === '/$schema' ? null : 'Only the root of a schema says its dialect.';
  if (keyword === 'format') {
    const known = typeof value === 'string' && formats.has(value);
    return known ? null : `The format ${JSON.stringify(value)} is not supported.`;
  }
  if (keyword === 'pattern') return patternComplaint(value);
  if (NOTES.has(keyword) || KEYWORDS[dialect].plain.has(keyword)) return null;
  return `The keyword "${keyword}" is not supported: it would not be checked.`;
}

function inList(of: Search, value: unknown, at: string): FieldError[] {
  if (!Array.isArray(value)) return [{ pointer: at, message: 'This is a list of schemas.' }];
  return value.flatMap((item, index) => search(of, item, `${at}/${index}`));
}

function inMap(of: Search, value: unknown, at: string, byPattern = false): FieldError[] {
  if (!isObject(value)) return [{ pointer: at, message: 'This is an object of schemas.' }];
  return Object.entries(value).flatMap(([name, item]) => {
    const pointer = `${at}/${escapePointer(name)}`;
    const message = byPattern ? patternComplaint(name) : null;
    return message === null ? search(of, item, pointer) : [{ pointer, message }];
  });
}

function patternComplaint(pattern: unknown): string | null {
  try {
    compilePattern(String(pattern));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The dependencies that are schemas; the others name the members that must stand beside. */
function withoutLists(dependencies: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(dependencies).filter(([, value]) => !Array.isArray(value)));
}

function isBesideReference(keyword: string): boolean {
  return NOTES.has(keyword) || ['$ref', '$schema', '$defs', 'definitions'].includes(keyword);
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
