import type { Json, JsonObject } from '@/lib/domain/json';
import type { FieldSchema, Member } from './field-schema';

/** The schema a value is drawn by: its own when the control for it can hold the value, else the editor's. */
export function drawnBy(schema: FieldSchema, value: Json): FieldSchema {
  const { description, nullable } = schema;
  return canHold(schema, value) ? schema : { kind: 'json', description, nullable };
}

function canHold(schema: FieldSchema, value: Json): boolean {
  switch (schema.kind) {
    case 'text':
      // A browser's controls turn a carriage return into something else.
      return typeof value === 'string' && !value.includes('\r');
    case 'number':
      return typeof value === 'number' || typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'group':
      return isObject(value);
    case 'list':
      return Array.isArray(value);
    case 'choice':
    case 'json':
      return true;
  }
}

/** The members a group is drawn with: those of its schema, then what the value holds beside them. */
export function membersOf(schema: FieldSchema & { kind: 'group' }, value: JsonObject): Member[] {
  const known = new Set(schema.members.map(({ name }) => name));
  const others = Object.keys(value).filter((name) => !known.has(name));
  return [...schema.members, ...others.map((name) => ({ name, required: false, schema: ANYTHING }))];
}

const ANYTHING: FieldSchema = { kind: 'json', description: undefined, nullable: false };

/** The kind of input that shows this text as it is: a browser empties one for dates and trims one for addresses. */
export function inputFor(input: 'text' | 'date' | 'email', text: string): 'text' | 'date' | 'email' {
  if (input === 'date' && text !== '' && !/^\d{4}-\d\d-\d\d$/.test(text)) return 'text';
  return input === 'email' && /\s/.test(text) ? 'text' : input;
}

/** What stands in the control of a value that has no fields inside. */
export function typedText({ kind }: FieldSchema, value: Json): string {
  if (kind === 'text' || kind === 'number') return inWords(value);
  return JSON.stringify(value, null, kind === 'json' ? 2 : undefined);
}

/**
 * The value that a control passes on when this stands in it. Text that is no number, or that no number holds exactly, is
 * passed on as text so that the server says so. Throws for a text that is not JSON where it should be.
 */
export function typedValue({ kind }: FieldSchema, typed: string): Json {
  if (kind === 'text') return typed;
  return kind === 'number' ? asNumber(typed) : (JSON.parse(typed) as Json);
}

/** A value as its reader would write it: text without quotes. */
export function inWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function asNumber(text: string): Json {
  const plain = text.trim();
  const number = Number(plain);
  if (plain === '' || !Number.isFinite(number)) return text;
  return /^-?\d+$/.test(plain) && !Number.isSafeInteger(number) ? text : number;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
