import { useInfiniteQuery } from '@tanstack/react-query';
import type { InboxPage, ListInboxInput } from '@/lib/api/contract/inbox';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 3000;

export type InboxFilters = Partial<Omit<ListInboxInput, 'cursor' | 'limit'>>;

/** What waits for people, by deadline; asked for again every few seconds. */
export function useInbox(filters: InboxFilters = {}) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.inbox, filters],
    queryFn: ({ pageParam, signal }) =>
      request<InboxPage>('/inbox', { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: POLL_MS,
  });
}
