import { z } from 'zod';
import { json, type Json, type JsonObject } from '@/lib/domain/json';
import { sameJson } from './recorded-changes';

const pointer = z.string().regex(/^(\/([^~]|~[01])*)?$/);
const operation = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['add', 'replace', 'test']), path: pointer, value: json }),
  z.object({ op: z.enum(['move', 'copy']), path: pointer, from: pointer }),
  z.object({ op: z.literal('remove'), path: pointer }),
]);

/** The document after a JSON Patch (RFC 6902). Throws when the patch is none, or one of its operations fails. */
export function applyPatch(document: Json, patch: unknown): Json {
  return z.array(operation).parse(patch).reduce(applyOperation, structuredClone(document));
}

/** True when something, be it null, stands at an RFC 6901 pointer. */
export function holds(document: Json, path: string): boolean {
  try {
    get(document, stepsOf(path));
    return true;
  } catch {
    return false;
  }
}

function applyOperation(document: Json, one: z.infer<typeof operation>): Json {
  const path = stepsOf(one.path);
  switch (one.op) {
    case 'add':
      return put(document, path, one.value);
    case 'remove':
      return take(document, path);
    case 'replace':
      return path.length === 0 ? one.value : put(take(document, path), path, one.value);
    case 'test':
      if (!sameJson(get(document, path), one.value)) throw new Error(`Another value stands at ${one.path}.`);
      return document;
    case 'copy':
      return put(document, path, structuredClone(get(document, stepsOf(one.from))));
    case 'move': {
      const from = stepsOf(one.from);
      const value = get(document, from);
      return put(take(document, from), path, value);
    }
  }
}

function put(document: Json, path: readonly string[], value: Json): Json {
  const { parent, key } = placeOf(document, path);
  if (parent === undefined) return value;
  if (Array.isArray(parent)) parent.splice(key === '-' ? parent.length : indexOf(key, parent.length), 0, value);
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
  return document;
}

function take(document: Json, path: readonly string[]): Json {
  const { parent, key } = placeOf(document, path);
  get(document, path);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (parent) Reflect.deleteProperty(parent, key);
  return document;
}

function get(document: Json, path: readonly string[]): Json {
  return path.reduce((node, step) => {
    const inside = isParent(node) && Object.hasOwn(node, step) && !(Array.isArray(node) && step === 'length');
    if (!inside) throw new Error(`Nothing stands at /${path.join('/')}.`);
    return (node as JsonObject)[step] ?? null;
  }, document);
}

function placeOf(document: Json, path: readonly string[]): { parent?: JsonObject | Json[]; key: string } {
  const key = path.at(-1);
  if (key === undefined) return { key: '' };
  const parent = get(document, path.slice(0, -1));
  if (!isParent(parent)) throw new Error(`Nothing can stand at /${path.join('/')}.`);
  return { parent, key };
}

function indexOf(key: string, length: number): number {
  if (!/^(0|[1-9]\d*)$/.test(key) || Number(key) > length) throw new Error(`${key} is no place in the list.`);
  return Number(key);
}

function isParent(value: Json): value is JsonObject | Json[] {
  return typeof value === 'object' && value !== null;
}

function stepsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
