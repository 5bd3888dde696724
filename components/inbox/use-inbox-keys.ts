'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import type { InboxItem } from '@/lib/api/contract/inbox';
import type { Selection } from './selection';

interface InboxKeys {
  items: readonly InboxItem[];
  openId: string | undefined;
  linkTo: (target: string) => string;
  onHelp: () => void;
  onSearch: () => void;
  onCommands: () => void;
  selection: Selection;
  onBulk: () => void;
}

/** Moving opens, so that what a key decides is always what is drawn. */
export function useInboxKeys(keys: InboxKeys): void {
  const { items, openId, linkTo, onHelp, onSearch, onCommands, selection, onBulk } = keys;
  const router = useRouter();
  const lastIndex = useRef(-1);
  const at = items.findIndex(({ id }) => id === openId);
  useEffect(() => {
    if (at >= 0) lastIndex.current = at;
  }, [at]);
  const move = (by: number) => {
    // What was just decided has left the list; its place is now the next one's.
    const from = at >= 0 ? at : by > 0 ? lastIndex.current - 1 : lastIndex.current;
    const index = Math.min(Math.max(from + by, 0), items.length - 1);
    const target = items[index];
    if (target) router.push(linkTo(`/inbox/${target.id}`), { scroll: false });
  };
  useCommandKey(onCommands);
  const open = items[at];
  useShortcuts({
    ...(open ? { x: () => selection.toggle(open) } : {}),
    ...(selection.selected.length > 0 ? { X: onBulk } : {}),
    j: () => move(1),
    k: () => move(-1),
    Enter: (event) => {
      const heading = document.querySelector<HTMLElement>('[data-detail-heading]');
      if (!heading || (event.target instanceof Element && event.target.closest('a, button, summary'))) return;
      event.preventDefault();
      heading.focus();
    },
    '/': (event) => {
      event.preventDefault();
      onSearch();
    },
    '?': onHelp,
    Escape: () => router.push(linkTo('/inbox'), { scroll: false }),
  });
}

/** Ctrl or ⌘ with K, wherever one is, but not over another dialog. */
function useCommandKey(onCommands: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!document.querySelector('[role="dialog"]')) onCommands();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
