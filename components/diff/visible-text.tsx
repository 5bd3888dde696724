import { splitHidden } from './hidden-characters';

/** Text whose invisible, bidirectional and look-alike characters stand as ⟨U+202E⟩; none is left out or obeyed. */
export function VisibleText({ text }: { text: string }) {
  return splitHidden(text).map((part, index) => {
    if (part.mark === undefined) return part.text;
    return (
      <span key={index}>
        {part.lookalike && part.text}
        <mark
          className="rounded bg-warning-soft px-0.5 font-mono text-[0.85em] text-warning"
          title={
            part.lookalike
              ? 'A letter of another script that looks like a Latin one'
              : 'A character that cannot be seen'
          }
        >
          {part.mark}
        </mark>
      </span>
    );
  });
}
