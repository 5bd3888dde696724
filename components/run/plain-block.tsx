import { VisibleText } from '@/components/diff/visible-text';

/** More than this at once would hold up the page; the download has all of it. */
const MOST = 100_000;

/** A long text as it is, in a box that scrolls. */
export function PlainBlock({ text, label }: { text: string; label: string }) {
  return (
    <>
      <pre
        tabIndex={0}
        aria-label={label}
        className="mt-1 max-h-80 overflow-auto rounded bg-surface p-2 font-mono text-meta break-words whitespace-pre-wrap"
      >
        <VisibleText text={text.slice(0, MOST)} />
      </pre>
      {text.length > MOST && (
        <p className="text-meta text-quiet">
          {(text.length - MOST).toLocaleString('en')} more characters are in the download.
        </p>
      )}
    </>
  );
}
