import { textHunks } from './text-hunks';
import { VisibleText } from './visible-text';

const looks = {
  same: { sign: ' ', word: '', style: 'text-quiet' },
  added: { sign: '+', word: 'new: ', style: 'bg-added' },
  removed: { sign: '−', word: 'gone: ', style: 'bg-removed' },
};

interface LineDiffProps {
  before: readonly string[];
  after: readonly string[];
  /** Lines that say nothing of each other: those around a change are left out too. */
  onlyChanges?: boolean | undefined;
}

/** Two lists of lines, with what goes and what comes; lines far from any change are left out. */
export function LineDiff({ before, after, onlyChanges }: LineDiffProps) {
  const [old, now] = [before, after].map((lines) => lines.map((line) => `${line}\n`).join(''));
  const hunks = textHunks(old ?? '', now ?? '', onlyChanges ? 0 : undefined);
  if (hunks.length === 0) return <p className="text-meta text-quiet">Nothing.</p>;
  return (
    <ul className="mt-1 overflow-hidden rounded ring-1 ring-line">
      {hunks
        .flatMap(({ lines }) => lines)
        .map(({ kind, text }, index) => (
          <li key={index} className={`flex gap-2 px-2 py-0.5 break-words ${looks[kind].style}`}>
            <span aria-hidden className="w-3 shrink-0 font-mono">
              {looks[kind].sign}
            </span>
            <span className="min-w-0">
              <span className="sr-only">{looks[kind].word}</span>
              <VisibleText text={text.trimEnd()} />
            </span>
          </li>
        ))}
    </ul>
  );
}
