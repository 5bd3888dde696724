import type { ReactNode } from 'react';
import { splitHidden } from './hidden-characters';

/** Text whose invisible, bidirectional and look-alike characters stand as ⟨U+202E⟩; none is left out or obeyed. */
export function VisibleText({ text }: { text: string }) {
  return splitHidden(text).map((part, index) => {
    if (part.mark === undefined) return part.text;
    return (
      <span key={index}>
        {part.lookalike && part.text}
        <HiddenMark lookalike={part.lookalike}>{part.mark}</HiddenMark>
      </span>
    );
  });
}

/** The mark that stands for a character, or beside a letter that looks like another. */
export function HiddenMark({ lookalike, children }: { lookalike?: true | undefined; children: ReactNode }) {
  return (
    <mark
      className="rounded bg-warning-soft px-0.5 font-mono text-[0.85em] text-warning"
      title={lookalike ? 'A letter of another script that looks like a Latin one' : 'A character that cannot be seen'}
    >
      {children}
    </mark>
  );
}
