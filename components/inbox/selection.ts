'use client';

import { useState } from 'react';
import type { InboxItem } from '@/lib/api/contract/inbox';

const MOST = 20;

/** A proposal as it stood when it was selected: exactly this is decided, whatever the list shows later. */
export interface Selected {
  id: string;
  title: string;
  tool: string;
  version: number;
  viewHash: string;
}

export interface Selection {
  selected: readonly Selected[];
  /** Puts an item in or out; says why when it can't be put in. */
  toggle: (item: InboxItem) => void;
  clear: () => void;
}

/** What is to be decided together: calls of one tool that can be undone, at most twenty. */
export function useSelection(): Selection {
  const [selected, setSelected] = useState<readonly Selected[]>([]);
  const toggle = (item: InboxItem) => {
    if (selected.some(({ id }) => id === item.id)) return setSelected(selected.filter(({ id }) => id !== item.id));
    const chosen = capture(item);
    const refusal = chosen ? refusalOf(chosen, selected) : whyNotSelectable(item);
    // Loaded when there is something to say: the list works without it.
    if (refusal) void import('sonner').then(({ toast }) => toast.error(refusal));
    else if (chosen) setSelected([...selected, chosen]);
  };
  return { selected, toggle, clear: () => setSelected([]) };
}

/** True of what may be decided with others. */
export function isSelectable(item: InboxItem): boolean {
  return capture(item) !== undefined;
}

function capture(item: InboxItem): Selected | undefined {
  const { id, title, tool, version, viewHash, mayDecide, reversibility } = item;
  if (!mayDecide || reversibility !== 'reversible' || tool === null || version === undefined || !viewHash) {
    return undefined;
  }
  return { id, title, tool, version, viewHash };
}

function refusalOf(chosen: Selected, selected: readonly Selected[]): string | undefined {
  if (selected.length >= MOST) return `At most ${MOST} are decided together.`;
  if (selected.some(({ tool }) => tool !== chosen.tool)) return 'Only calls of one tool are decided together.';
  return undefined;
}

function whyNotSelectable(item: InboxItem): string {
  if (item.kind !== 'proposal') return 'Only proposals are decided together; this is looked at by itself.';
  if (!item.mayDecide) return 'This is not yours to decide.';
  return 'What cannot be undone is looked at one by one.';
}
