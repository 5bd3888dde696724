'use client';

import { clsx } from 'clsx';
import { useSelectedLayoutSegment } from 'next/navigation';
import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { useDebounced } from '@/components/ui/use-debounced';
import { useInbox } from '@/lib/api/client/use-inbox';
import { FilterBar } from './filter-bar';
import { useInboxFilters } from './inbox-filters';
import { InboxList } from './inbox-list';
import { useSelection } from './selection';
import { useInboxKeys } from './use-inbox-keys';

const BulkBar = lazy(() => import('./bulk-bar'));
const BulkDialog = lazy(() => import('./bulk-dialog'));
const InboxCommands = lazy(() => import('./inbox-commands'));
const ShortcutsDialog = lazy(() => import('@/components/keys/shortcuts-dialog'));

const TYPING_MS = 150;
/** Nobody reads further than a thousand; what is kept in the page does not grow beyond. */
const MOST_PAGES = 20;

/** The list on the left and what is open on the right; on a phone one of the two. */
export function InboxScreen({ children }: { children: ReactNode }) {
  const segment = useSelectedLayoutSegment();
  const openId = segment === null ? undefined : decodeURIComponent(segment);
  const filters = useInboxFilters();
  const list = useListed(filters);
  const searchBox = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [dialog, setDialog] = useState<'help' | 'commands' | 'bulk'>();
  const close = () => setDialog(undefined);
  const selection = useSelection();
  const { query, search, linkTo } = filters;
  useInboxKeys({
    items: list.items ?? [],
    openId,
    linkTo,
    onHelp: () => setDialog('help'),
    onSearch: () => searchBox.current?.focus(),
    onCommands: () => setDialog('commands'),
    selection,
    onBulk: () => setDialog('bulk'),
  });

  return (
    <div className="flex h-full">
      <h1 className="sr-only">Inbox</h1>
      <section
        aria-label="What waits"
        className={clsx('flex w-full flex-col md:w-96 md:shrink-0 md:border-r', openId && 'max-md:hidden')}
      >
        <FilterBar filters={filters} items={list.items ?? []} onHelp={() => setDialog('help')} searchBox={searchBox} />
        <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
          {list.error && !list.items ? (
            <div className="p-3">
              <ErrorNotice error={list.error} what="The inbox could not be loaded." onRetry={list.retry} />
            </div>
          ) : (
            <InboxList
              items={list.items}
              openId={openId}
              view={query.view ?? 'mine'}
              filtered={Boolean(search || query.kind || query.tool || query.agent || query.reversibility)}
              scroller={scroller}
              linkTo={linkTo}
              selection={selection}
              onMore={list.more}
              cut={list.cut}
            />
          )}
        </div>
        {selection.selected.length > 0 && (
          <Suspense>
            <BulkBar selection={selection} onDecide={() => setDialog('bulk')} />
          </Suspense>
        )}
      </section>
      <section aria-label="Open item" className={clsx('min-w-0 flex-1', !openId && 'max-md:hidden')}>
        {children}
      </section>
      <Suspense>
        {dialog === 'help' && <ShortcutsDialog onClose={close} />}
        {dialog === 'commands' && <InboxCommands filters={filters} items={list.items ?? []} onClose={close} />}
        {dialog === 'bulk' && <BulkDialog selected={selection.selected} onClose={close} onDone={selection.clear} />}
      </Suspense>
    </div>
  );
}

/** The items that the filters let through, as far as they are loaded. */
function useListed({ query, search }: ReturnType<typeof useInboxFilters>) {
  const words = useDebounced(search.trim(), TYPING_MS);
  const asked = words ? { ...query, q: words } : query;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInbox(asked, { keep: true });
  const items = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  const full = (data?.pages.length ?? 0) >= MOST_PAGES;
  const fetchMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return {
    items,
    error,
    retry: () => void refetch(),
    more: hasNextPage && !isFetchingNextPage && !full ? fetchMore : undefined,
    cut: hasNextPage && full,
  };
}
