'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import CommandPalette, { type Command } from '@/components/keys/command-palette';
import { keyWords } from '@/components/keys/key-words';
import { keysThatWork, pressKey } from '@/components/keys/use-shortcuts';
import type { InboxItem } from '@/lib/api/contract/inbox';
import type { useInboxFilters } from './inbox-filters';
import { namesOf, views } from './filter-values';

interface InboxCommandsProps {
  filters: ReturnType<typeof useInboxFilters>;
  items: readonly InboxItem[];
  onClose: () => void;
}

/** The commands of the inbox: what the keys do now, the views, and every item that is listed. */
export default function InboxCommands({ filters: { set, linkTo }, items, onClose }: InboxCommandsProps) {
  const router = useRouter();
  // Those of the moment in which it was asked for: while it is open, keys are dead.
  const [keys] = useState(keysThatWork);
  const commands: Command[] = [
    ...keyWords
      .filter(([key]) => keys.includes(key))
      // After this dialog is gone, so that what the key opens gets the focus.
      .map(([key, name]) => ({ name, key, run: () => setTimeout(() => pressKey(key)) })),
    ...namesOf(views).map((view) => ({
      name: `View: ${views[view]}`,
      run: () => set('view', view === 'mine' ? '' : view),
    })),
    ...items.map(({ id, title }) => ({ name: `Open: ${title}`, run: () => router.push(linkTo(`/inbox/${id}`)) })),
  ];
  return <CommandPalette commands={commands} onClose={onClose} />;
}
