import type { Json } from '@/lib/domain/json';

export interface Leaf {
  path: string[];
  value: Json;
}

/** Every leaf of a value with its path, members in the order of their names; an empty list or object is a leaf. */
export function leavesOf(value: Json, path: string[] = []): Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, value }];
  const members: [string, Json][] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  if (members.length === 0) return [{ path, value }];
  return members.flatMap(([name, member]) => leavesOf(member, [...path, name]));
}
