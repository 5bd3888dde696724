import { VisibleText } from './visible-text';

const LONG_CHARACTERS = 2000;

/** True for a text that would push all that stands below it out of reach. */
export function isLongText(value: unknown): boolean {
  return typeof value === 'string' && value.length > LONG_CHARACTERS;
}

/** A text in full; a long one in a box of its own that scrolls. */
export function FullText({ text }: { text: string }) {
  if (!isLongText(text)) return <VisibleText text={text} />;
  return (
    <span className="block">
      <span className="block text-meta font-medium">
        {text.length.toLocaleString('en')} characters; scroll to read them all.
      </span>
      <span
        role="group"
        aria-label="A long text"
        tabIndex={0}
        className="mt-1 block max-h-80 overflow-y-auto rounded border border-line-strong px-2 py-1"
      >
        <VisibleText text={text} />
      </span>
    </span>
  );
}
