import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { Refusal } from '@/lib/domain/tool';
import { JsonRefusal, parseStrictJson } from './strict-json';

const MAX_BYTES = 64 * 1024;

export type Intake = { ok: true; args: JsonObject; canonical: string } | { ok: false; refusal: Refusal };

/**
 * Reads a model's raw argument text strictly: what a lenient parser would silently change (duplicate keys, integers
 * past 2^53 - 1, lone surrogates, NUL) is refused, so that what people see is what was asked for. At most 64 KiB,
 * 32 levels and 500 keys.
 */
export function intakeArguments(text: string): Intake {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) return refuse(`The arguments are ${bytes} bytes long; at most ${MAX_BYTES} are allowed.`);
  try {
    const value = parseStrictJson(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse('The arguments must be one JSON object.');
    }
    // Previews are drawn from these arguments now and from the stored text later; the order of keys must not differ.
    const canonical = canonicalText(value);
    return { ok: true, args: JSON.parse(canonical) as JsonObject, canonical };
  } catch (error) {
    if (error instanceof JsonRefusal) return refuse(error.message);
    throw error;
  }
}

/** RFC 8785 text of a JSON value: what is hashed, stored and executed. */
export function canonicalText(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical text.');
  return text;
}

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refuse(message: string): Intake {
  return { ok: false, refusal: { message, hint: 'Send the call again with corrected JSON.' } };
}
