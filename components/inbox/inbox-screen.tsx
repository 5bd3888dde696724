'use client';

import { useRouter, useSelectedLayoutSegment } from 'next/navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ShortcutsDialog } from '@/components/keys/shortcuts-dialog';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import { ErrorNotice } from '@/components/shell/error-notice';
import { classNames } from '@/components/ui/class-names';
import { useInbox } from '@/lib/api/client/use-inbox';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { FilterBar } from './filter-bar';
import { useInboxFilters } from './inbox-filters';
import { InboxList } from './inbox-list';

/** The list on the left and what is open on the right; on a phone one of the two. */
export function InboxScreen({ children }: { children: ReactNode }) {
  const segment = useSelectedLayoutSegment();
  const openId = segment === null ? undefined : decodeURIComponent(segment);
  const filters = useInboxFilters();
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInbox(filters.query);
  const items = data?.pages.flatMap((page) => page.items).filter((item) => matches(item, filters.search));
  const searchBox = useRef<HTMLInputElement>(null);
  const [help, setHelp] = useState(false);
  const { query, search, linkTo } = filters;
  useInboxKeys({
    items: items ?? [],
    openId,
    linkTo,
    onHelp: () => setHelp(true),
    onSearch: () => searchBox.current?.focus(),
  });

  return (
    <div className="flex h-full">
      <h1 className="sr-only">Inbox</h1>
      <section
        aria-label="What waits"
        className={classNames('flex w-full flex-col md:w-96 md:shrink-0 md:border-r', openId && 'max-md:hidden')}
      >
        <FilterBar
          filters={filters}
          items={data?.pages.flatMap((page) => page.items) ?? []}
          onHelp={() => setHelp(true)}
          searchBox={searchBox}
        />
        <div className="relative min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
          {error && !data ? (
            <div className="p-3">
              <ErrorNotice error={error} what="The inbox could not be loaded." onRetry={() => void refetch()} />
            </div>
          ) : (
            <InboxList
              items={items}
              openId={openId}
              filtered={Boolean(search || query.kind || query.tool || query.agent || query.view !== 'mine')}
              linkTo={linkTo}
              onMore={hasNextPage ? () => void fetchNextPage() : undefined}
            />
          )}
        </div>
      </section>
      <section aria-label="Open item" className={classNames('min-w-0 flex-1', !openId && 'max-md:hidden')}>
        {children}
      </section>
      <ShortcutsDialog open={help} onOpenChange={setHelp} />
    </div>
  );
}

function matches(item: InboxItem, search: string): boolean {
  const text =
    `${item.title} ${item.tool ?? ''} ${item.agent} ${item.requester.name} ${item.reason ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface InboxKeys {
  items: readonly InboxItem[];
  openId: string | undefined;
  linkTo: (target: string) => string;
  onHelp: () => void;
  onSearch: () => void;
}

/** Moving opens, so that what a key decides is always what is drawn. */
function useInboxKeys({ items, openId, linkTo, onHelp, onSearch }: InboxKeys): void {
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
    if (!target) return;
    router.push(linkTo(`/inbox/${target.id}`), { scroll: false });
    document.querySelector(`[data-inbox-row="${CSS.escape(target.id)}"]`)?.scrollIntoView({ block: 'nearest' });
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
