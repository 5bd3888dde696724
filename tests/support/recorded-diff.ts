import canonicalize from 'canonicalize';
import type { Change } from '@/lib/domain/proposal';
import type { RecordedChange } from './retail-cases';

/** True when both lists hold the same fields with the same values, in whatever order; absent is null. */
export function isRecordedDiff(changes: readonly Change[], diff: readonly RecordedChange[]): boolean {
  return canonicalize(sorted(changes)) === canonicalize(sorted(diff));
}

function sorted(changes: readonly Partial<Change>[]) {
  return changes
    .map(({ path = '', before = null, after = null }) => ({ path, before, after }))
    .toSorted((one, other) => one.path.localeCompare(other.path));
}
