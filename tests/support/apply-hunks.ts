import { linesOf, type TextHunk } from '@/components/diff/text-hunks';

/** The text after the hunks. Throws when one does not fit where it says it stands. */
export function applyHunks(before: string, hunks: readonly TextHunk[]): string {
  const old = linesOf(before);
  const after: string[] = [];
  let read = 0;
  for (const { above, lines } of hunks) {
    after.push(...old.slice(read, above));
    read = above;
    for (const { kind, text } of lines) {
      if (kind !== 'added' && old[read++] !== text) throw new Error(`Line ${read} is not ${JSON.stringify(text)}.`);
      if (kind !== 'removed') after.push(text);
    }
  }
  return [...after, ...old.slice(read)].join('');
}
