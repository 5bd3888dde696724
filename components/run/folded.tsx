import { useState, type ReactNode } from 'react';
import { useHash } from './use-hash';

interface FoldedProps {
  summary: ReactNode;
  /** When the address names it, it is open. */
  id?: string;
  /** Draws what is inside; only once it is opened. */
  children: () => ReactNode;
}

/** Something folded away, which costs nothing until somebody opens it. */
export function Folded({ summary, id, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(false);
  const named = useHash();
  const [last, setLast] = useState('');
  if (named !== last) {
    setLast(named);
    if (named !== '' && named === id) setOpen(true);
  }
  return (
    // Never the details itself: what is in it would no longer be reached with the tab key.
    <div
      id={id}
      tabIndex={id === undefined ? undefined : -1}
      className="scroll-mt-16 rounded focus:ring-2 focus:ring-accent focus:outline-none"
    >
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="rounded text-meta text-quiet hover:text-ink">{summary}</summary>
        {isOpen && children()}
      </details>
    </div>
  );
}
