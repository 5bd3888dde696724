import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReviewingPage } from '@/lib/api/contract/reviewing';
import { queryKeys } from './query-keys';
import { request } from './request';

/** How people reviewed within the last days, by reviewer and tool. */
export function useReviewing(days: number) {
  return useInfiniteQuery({
    queryKey: queryKeys.reviewing(days),
    queryFn: ({ pageParam, signal }) =>
      request<ReviewingPage>('/reviewing', { query: { days, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
