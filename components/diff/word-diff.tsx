import { diffWordsWithSpace } from 'diff';
import { VisibleText } from './visible-text';

const LONG = 24;

/** True for texts long enough that a reader wants the words that differ rather than both texts. */
export function isWorthWordDiff(before: unknown, after: unknown): boolean {
  return typeof before === 'string' && typeof after === 'string' && Math.min(before.length, after.length) >= LONG;
}

/** One text with what goes struck out and what comes underlined. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  return (
    <p className="break-words whitespace-pre-wrap">
      {diffWordsWithSpace(before, after).map((part, index) => {
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
