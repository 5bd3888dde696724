import type { Json } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';
import { pointerOf, stepsOf } from '@/lib/domain/json-pointer';
import { leavesOf, type Leaf } from './json-leaves';

const STEPS_OF_A_RECORD = 2;

export interface FieldChange {
  field: string[];
  before: Json;
  after: Json;
}

/** What happens to one record: its changed fields, and those that stay as they are. */
export interface RecordChange {
  record: string[];
  changed: FieldChange[];
  unchanged: { field: string[]; value: Json }[];
}

/** Sorts a preview's changes by the record they touch, each broken down to single fields. */
export function recordChanges({ before, changes }: Preview): RecordChange[] {
  const records = new Map<string, RecordChange>();
  const recordOf = (path: string[]) => {
    const record = path.slice(0, Math.min(STEPS_OF_A_RECORD, path.length - 1));
    const key = pointerOf(record);
    const known = records.get(key) ?? { record, changed: [], unchanged: [] };
    records.set(key, known);
    return known;
  };
  const touched = new Set<string>();
  for (const change of changes) {
    const path = stepsOf(change.path);
    for (const field of fieldChanges(path, change.before, change.after)) {
      const known = recordOf(field.field);
      touched.add(pointerOf(field.field));
      known.changed.push({ ...field, field: field.field.slice(known.record.length) });
    }
  }
  for (const leaf of leavesOf(before)) {
    const known = records.get(pointerOf(leaf.path.slice(0, STEPS_OF_A_RECORD)));
    // A document that was empty has no fields that stay.
    if (!known || leaf.path.length === 0 || touched.has(pointerOf(leaf.path))) continue;
    known.unchanged.push({ field: leaf.path.slice(known.record.length), value: leaf.value });
  }
  return [...records.values()];
}

/** A change of a whole list or object, as changes of its leaves; absent equals null. */
function fieldChanges(path: string[], before: Json, after: Json): FieldChange[] {
  const old = byPointer(leavesOf(before, path));
  const fresh = byPointer(leavesOf(after, path));
  if (isLeaf(before) && isLeaf(after)) return [{ field: path, before, after }];
  const pointers = [...new Set([...old.keys(), ...fresh.keys()])].filter((pointer) => pointer !== pointerOf(path));
  return pointers
    .map((pointer) => ({
      field: stepsOf(pointer),
      before: old.get(pointer)?.value ?? null,
      after: fresh.get(pointer)?.value ?? null,
    }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function isLeaf(value: Json): boolean {
  return leavesOf(value).length === 1 && leavesOf(value)[0]?.path.length === 0;
}

function byPointer(leaves: Leaf[]): Map<string, Leaf> {
  return new Map(leaves.map((leaf) => [pointerOf(leaf.path), leaf]));
}
