import { diffWordsWithSpace } from 'diff';
import { linesOf, textHunks, type TextHunk } from './text-hunks';
import { VisibleText } from './visible-text';

const LONG = 24;
/** Above this many lines those that stay are folded. */
const MANY_LINES = 12;
/** The work grows with the square of this; texts that differ in more words are shown as two. */
const MOST_EDITS = 1_000;

/** True for texts long enough that a reader wants the words that differ rather than both texts. */
export function isWorthWordDiff(before: unknown, after: unknown): boolean {
  return typeof before === 'string' && typeof after === 'string' && Math.min(before.length, after.length) >= LONG;
}

/** One text with what goes struck out and what comes underlined; of many lines, those that stay are folded. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const lines = linesOf(before);
  if (lines.length <= MANY_LINES) return <Words before={before} after={after} />;
  const hunks = textHunks(before, after);
  const ends = hunks.map((hunk) => hunk.above + textOf(hunk, 'added').length);
  return (
    <div className="flex flex-col gap-1">
      {hunks.map((hunk, index) => (
        <div key={hunk.above} className="flex flex-col gap-1">
          <Folded lines={lines.slice(ends[index - 1] ?? 0, hunk.above)} />
          <Words before={textOf(hunk, 'added').join('')} after={textOf(hunk, 'removed').join('')} />
        </div>
      ))}
      <Folded lines={lines.slice(ends.at(-1) ?? 0)} />
    </div>
  );
}

/** The lines of a hunk but for those that come, or those that go. */
function textOf({ lines }: TextHunk, without: 'added' | 'removed'): string[] {
  return lines.filter(({ kind }) => kind !== without).map(({ text }) => text);
}

function Folded({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <details className="border-y border-dashed text-quiet">
      <summary className="text-meta hover:text-ink">
        {lines.length === 1 ? '1 line stays as it is' : `${lines.length} lines stay as they are`}
      </summary>
      <p className="break-words whitespace-pre-wrap">
        <VisibleText text={lines.join('')} />
      </p>
    </details>
  );
}

function Words({ before, after }: { before: string; after: string }) {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return (
    <p className="break-words whitespace-pre-wrap">
      {parts.map((part, index) => {
        const text = <VisibleText text={part.value} />;
        if (part.added) {
          return (
            <ins key={index} className="rounded-sm bg-added underline decoration-success">
              {text}
            </ins>
          );
        }
        if (part.removed) {
          return (
            <del key={index} className="rounded-sm bg-removed line-through decoration-danger">
              {text}
            </del>
          );
        }
        return <span key={index}>{text}</span>;
      })}
    </p>
  );
}
