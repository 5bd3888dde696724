import canonicalize from 'canonicalize';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { RecordedChange } from './retail-cases';

/** The document after the changes, applied in order. Throws when a path's parent is not there. */
export function applyChanges(document: JsonObject, changes: readonly RecordedChange[]): JsonObject {
  const result = structuredClone(document);
  for (const { path, op, after } of changes) {
    const keys = keysOf(path);
    const last = keys.pop();
    const parent = follow(result, keys);
    if (last === undefined || typeof parent !== 'object' || parent === null) throw new Error(`Nothing at ${path}.`);
    if (Array.isArray(parent))
      parent.splice(Number(last), op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [after ?? null]));
    else if (op === 'remove') Reflect.deleteProperty(parent, last);
    else parent[last] = after ?? null;
  }
  return result;
}

/** What stands at an RFC 6901 pointer; null where nothing does. */
export function valueAt(document: JsonObject, path: string): Json {
  return follow(document, keysOf(path)) ?? null;
}

function keysOf(path: string): string[] {
  return path.slice(1).split('/').map(unescapePointer);
}

function follow(document: JsonObject, keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((node, key) => (node as JsonObject | undefined)?.[key], document);
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

export function sameJson(one: Json, other: Json): boolean {
  return canonicalize(one) === canonicalize(other);
}

/** The value without members that are null, at any depth. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]));
}
