import { CountersignError, type FieldError } from '@/lib/domain/errors';
import type { Json } from '@/lib/domain/json';
import { JsonRefusal, parseStrictJson } from '@/lib/gate/strict-json';

const DEEPEST = 32;

/**
 * Parses a request body. Throws `bad_request` when it is not JSON, and `invalid_fields` for what would not be kept
 * exactly: duplicate keys, large integers, NUL and half characters, more than 32 levels or 500 keys
 * (or what the call allows).
 */
export function parseJson(text: string, maxKeys?: number): Json {
  const value = parse(text);
  const fault = findFault(value, '', 0) ?? findLeniency(text, maxKeys);
  if (fault) {
    throw new CountersignError('invalid_fields', `A field is wrong, so nothing was done: ${fault.message}`, {
      errors: [fault],
    });
  }
  return value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new CountersignError('bad_request', 'The body is not JSON. Nothing was done.');
  }
}

/** What `JSON.parse` passes over in silence; only the text still shows it. */
function findLeniency(text: string, maxKeys?: number): FieldError | null {
  try {
    parseStrictJson(text, maxKeys);
    return null;
  } catch (error) {
    if (error instanceof JsonRefusal) return { pointer: '', message: error.message };
    throw error;
  }
}

function findFault(value: Json, pointer: string, depth: number): FieldError | null {
  if (depth > DEEPEST) return { pointer, message: `It is nested more than ${DEEPEST} deep.` };
  if (typeof value === 'string')
    return isStorable(value) ? null : { pointer, message: 'It holds NUL or half a character.' };
  if (typeof value === 'number') {
    const safe = !Number.isInteger(value) || Number.isSafeInteger(value);
    return safe ? null : { pointer, message: 'The whole number is too large to be kept exactly.' };
  }
  if (value === null || typeof value !== 'object') return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const fault = isStorable(key) ? findFault(inner, at, depth + 1) : { pointer, message: 'It has an unfit key.' };
    if (fault) return fault;
  }
  return null;
}

function isStorable(text: string): boolean {
  return !/[\0\p{Cs}]/u.test(text);
}
