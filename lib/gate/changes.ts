import type { Json, JsonObject } from '@/lib/domain/json';
import type { Change } from '@/lib/domain/proposal';

/**
 * The fields that differ, as RFC 6901 pointers from the root. Absent equals null; arrays compare by index; what was
 * added or removed whole is one change at its highest point.
 */
export function listChanges(before: Json, after: Json, path = ''): Change[] {
  if (isObject(before) && isObject(after)) return changesOfKeys(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return changesOfItems(before, after, path);
  return isSame(before, after) ? [] : [{ path, before, after }];
}

function changesOfKeys(before: JsonObject, after: JsonObject, path: string): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => listChanges(own(before, key), own(after, key), `${path}/${escapePointer(key)}`));
}

function changesOfItems(before: Json[], after: Json[], path: string): Change[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) =>
    listChanges(before[index] ?? null, after[index] ?? null, `${path}/${index}`),
  );
}

/** One step of an RFC 6901 pointer. */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function own(value: JsonObject, key: string): Json {
  return Object.hasOwn(value, key) ? (value[key] ?? null) : null;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(before: Json, after: Json): boolean {
  return before === after;
}
