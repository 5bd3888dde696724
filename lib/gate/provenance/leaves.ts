import type { Json } from '@/lib/domain/json';
import { pointerOf } from '@/lib/domain/json-pointer';

/** A value without members of its own, with its RFC 6901 pointer and the name of the nearest member it stands under. */
export interface Leaf {
  pointer: string;
  name: string;
  value: Json;
}

/** Every leaf of a value; an empty list or object is one. Without recursion: what tools answer may be nested deep. */
export function leavesOf(root: Json): Leaf[] {
  const leaves: Leaf[] = [];
  const open: Leaf[] = [{ pointer: '', name: '', value: root }];
  for (let leaf = open.pop(); leaf !== undefined; leaf = open.pop()) {
    const { pointer, name, value } = leaf;
    const members = membersOf(value);
    if (members.length === 0) leaves.push(leaf);
    const inList = Array.isArray(value);
    for (const [key, member] of members.reverse()) {
      open.push({ pointer: `${pointer}${pointerOf([key])}`, name: inList ? name : key, value: member });
    }
  }
  return leaves;
}

/** The leaves of a call's arguments; a call without arguments has none. */
export function argumentLeaves(args: Json): Leaf[] {
  return leavesOf(args).filter(({ pointer }) => pointer !== '');
}

function membersOf(value: Json): [string, Json][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
