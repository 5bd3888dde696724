import { useState, type ReactNode } from 'react';

interface FoldedProps {
  summary: ReactNode;
  /** Draws what is inside; only once it is opened. */
  children: () => ReactNode;
}

/** Something folded away, which costs nothing until somebody opens it. */
export function Folded({ summary, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="text-meta text-quiet hover:text-ink">{summary}</summary>
      {isOpen && children()}
    </details>
  );
}
