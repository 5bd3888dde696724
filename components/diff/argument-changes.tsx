import type { JsonObject } from '@/lib/domain/json';
import { RecordDiff } from './record-diff';

/** Arguments as they were and as they are. */
export function ArgumentChanges({ before, after }: { before: JsonObject; after: JsonObject }) {
  return <RecordDiff preview={{ before, after, changes: [{ path: '', before, after }] }} />;
}
