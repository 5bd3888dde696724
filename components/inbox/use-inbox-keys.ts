'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import type { InboxItem } from '@/lib/api/contract/inbox';

interface InboxKeys {
  items: readonly InboxItem[];
  openId: string | undefined;
  linkTo: (target: string) => string;
  onHelp: () => void;
  onSearch: () => void;
}

/** Moving opens, so that what a key decides is always what is drawn. */
export function useInboxKeys({ items, openId, linkTo, onHelp, onSearch }: InboxKeys): void {
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
  useShortcuts({
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
