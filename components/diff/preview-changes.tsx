import type { Json } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';
import { pointerOf } from '@/lib/domain/json-pointer';
import { LeafValue } from './leaf-value';
import { recordChanges, type FieldChange } from './record-changes';
import { VisibleText } from './visible-text';

interface PreviewChangesProps {
  /** What it would have done when it was looked at, and what it would do now. */
  seen: Preview;
  now: Preview;
  seenAs?: string;
}

/** A diff of two diffs: for every field that would no longer change the same way, how it would have and how it would now. */
export function PreviewChanges({ seen, now, seenAs = 'When you looked' }: PreviewChangesProps) {
  const rows = changedFields(seen, now);
  if (rows.length === 0) return null;
  return (
    <table className="w-full table-fixed border-collapse text-small">
      <thead className="text-left text-meta text-quiet">
        <tr>
          <th className="w-2/5 py-1 pr-3 font-normal">Field</th>
          <th className="py-1 pr-3 font-normal">{seenAs}</th>
          <th className="py-1 font-normal">Now</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={pointerOf(row.field)} className="border-t align-top">
            <td className="py-1 pr-3 font-mono text-meta break-words text-quiet">
              <VisibleText text={row.field.join(' › ')} />
            </td>
            <td className="py-1 pr-3 break-words">
              <Movement of={row.seen} />
            </td>
            <td className="py-1 font-medium break-words">
              <Movement of={row.now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Move = Pick<FieldChange, 'before' | 'after'> | undefined;

function Movement({ of }: { of: Move }) {
  if (!of) return <span className="text-quiet">no change</span>;
  return (
    <>
      <LeafValue value={of.before} /> <span aria-label="becomes">→</span> <LeafValue value={of.after} />
    </>
  );
}

/** The fields that two previews change differently, in the order of the later one. */
export function changedFields(seen: Preview, now: Preview): { field: string[]; seen: Move; now: Move }[] {
  const [before, after] = [movesOf(seen), movesOf(now)];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((pointer) => {
    const [was, is] = [before.get(pointer), after.get(pointer)];
    if (JSON.stringify(textOf(was)) === JSON.stringify(textOf(is))) return [];
    return [{ field: (is ?? was)?.field ?? [], seen: was, now: is }];
  });
}

function textOf(move: Move): Json[] | null {
  return move ? [move.before, move.after] : null;
}

function movesOf(preview: Preview): Map<string, FieldChange> {
  const fields = recordChanges(preview).flatMap(({ record, changed }) =>
    changed.map((change) => ({ ...change, field: [...record, ...change.field] })),
  );
  return new Map(fields.map((change) => [pointerOf(change.field), change]));
}
