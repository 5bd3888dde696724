import type { JsonObject } from '@/lib/domain/json';
import { stepsOf } from '@/lib/domain/json-pointer';
import type { ValueProvenance } from '@/lib/domain/provenance';
import { canonicalText } from '../intake';
import { argumentLeaves, type Leaf } from './leaves';

/** A version of a proposal as far as an edit starts from it. */
interface Version {
  args: JsonObject;
  provenance: readonly ValueProvenance[];
}

/**
 * The sources of edited arguments: what the edit left as it was keeps its source, also when it moved within its list, and
 * the rest is the editor's. Of what was proposed before sources were kept, only the edited values have one.
 */
export function provenanceAfterEdit(before: Version, edited: JsonObject, editor: string): ValueProvenance[] {
  const known = new Map(before.provenance.map((value) => [value.pointer, value]));
  const byPointer = new Map<string, Leaf>();
  const byPlace = new Map<string, Leaf>();
  for (const leaf of argumentLeaves(before.args)) {
    byPointer.set(leaf.pointer, leaf);
    byPlace.set(placeOf(leaf), leaf);
  }
  return argumentLeaves(edited).flatMap((leaf) => {
    const same = byPointer.get(leaf.pointer);
    const kept = same && canonicalText(same.value) === canonicalText(leaf.value) ? same : byPlace.get(placeOf(leaf));
    if (!kept) return [{ pointer: leaf.pointer, source: 'edit' as const, person: editor }];
    const source = known.get(kept.pointer);
    return source ? [{ ...source, pointer: leaf.pointer }] : [];
  });
}

/** A value and where it stands, whatever its position in a list. */
function placeOf({ pointer, value }: Leaf): string {
  const steps = stepsOf(pointer).map((step) => (/^\d+$/.test(step) ? '*' : step));
  return JSON.stringify([steps, canonicalText(value)]);
}
