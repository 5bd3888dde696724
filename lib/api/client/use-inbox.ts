import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { InboxCounts, InboxPage, ListInboxInput } from '@/lib/api/contract/inbox';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 3000;
const COUNT_MS = 10_000;
/** Every page is asked for again; the more there are, the rarer. */
const PAGES_PER_POLL = 4;

export type InboxFilters = Partial<Omit<ListInboxInput, 'cursor' | 'limit'>>;

/**
 * What waits for people, in the order of the server; asked for again every few seconds. With `keep` what stood there
 * stays until other filters have their answer.
 */
export function useInbox(filters: InboxFilters = {}, { keep = false }: { keep?: boolean } = {}) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.inbox, filters],
    queryFn: ({ pageParam, signal }) =>
      request<InboxPage>('/inbox', { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: ({ state }) => POLL_MS * Math.ceil((state.data?.pages.length ?? 1) / PAGES_PER_POLL),
  });
}

/** How many items each view has. */
export function useInboxCounts() {
  return useQuery({
    queryKey: [...queryKeys.inbox, 'counts'],
    queryFn: ({ signal }) => request<InboxCounts>('/inbox-counts', { signal }),
    refetchInterval: COUNT_MS,
  });
}
