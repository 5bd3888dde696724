import { diffArrays } from 'diff';

/** Lines that stay, shown above and below those that change, unless another number is asked for. */
const AROUND = 2;
/** The work grows with the square of this; texts that differ in more lines are shown as two. */
const MOST_EDITS = 2_000;

export interface TextLine {
  kind: 'same' | 'added' | 'removed';
  /** With its line end, if it has one. */
  text: string;
}

/** A part of a text where lines change, with some around it that stay. */
export interface TextHunk {
  /** How many lines of the text before stand above it. */
  above: number;
  lines: TextLine[];
}

/** The fewest lines that must go and come to make one text of another, in hunks; none when the texts are the same. */
export function textHunks(before: string, after: string, around = AROUND): TextHunk[] {
  const lines = changedLines(linesOf(before), linesOf(after));
  const shown = lines.map((_, index) => isNearChange(lines, index, around));
  const hunks: TextHunk[] = [];
  let above = 0;
  for (const [index, line] of lines.entries()) {
    if (shown[index] && !shown[index - 1]) hunks.push({ above, lines: [] });
    if (shown[index]) hunks.at(-1)?.lines.push(line);
    if (line.kind !== 'added') above += 1;
  }
  return hunks;
}

/** A text in lines that keep their ends: "a\nb" has two, "a\n" one. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changedLines(before: string[], after: string[]): TextLine[] {
  // One of them is often empty; then there is nothing to compare.
  const compared = before.length > 0 && after.length > 0;
  const parts = compared ? diffArrays(before, after, { maxEditLength: MOST_EDITS }) : undefined;
  if (!parts) return [...mark(before, 'removed'), ...mark(after, 'added')];
  return parts.flatMap(({ value, added, removed }) => mark(value, added ? 'added' : removed ? 'removed' : 'same'));
}

function mark(texts: readonly string[], kind: TextLine['kind']): TextLine[] {
  return texts.map((text) => ({ kind, text }));
}

function isNearChange(lines: readonly TextLine[], index: number, around: number): boolean {
  const from = Math.max(0, index - around);
  return lines.slice(from, index + around + 1).some(({ kind }) => kind !== 'same');
}
