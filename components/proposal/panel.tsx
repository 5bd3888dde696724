'use client';

import type { KeyboardEvent, ReactNode, SubmitEvent } from 'react';

interface PanelProps {
  label: string;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** A small form: Ctrl or ⌘ with Enter sends it, Esc closes it. */
export function Panel({ label, onSubmit, onCancel, children }: PanelProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    }
  };
  return (
    <form method="post" aria-label={label} onSubmit={submit} onKeyDown={onKeyDown} className="flex flex-col gap-3">
      {children}
    </form>
  );
}
