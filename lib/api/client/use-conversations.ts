import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ConversationAnswer, ConversationPage, ListConversationsInput } from '@/lib/api/contract/conversation';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 5000;

/** Conversations, latest change first; `scope: "own"` leaves out those a reviewer may only read. */
export function useConversations(filters: Partial<Pick<ListConversationsInput, 'agent' | 'scope'>> = {}) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.conversations, 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      request<ConversationPage>('/conversations', { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** One conversation with its messages and runs; asked for again now and then, as a person may have answered in it. */
export function useConversation(id: string | undefined) {
  return useQuery({
    queryKey: queryKeys.conversation(id ?? ''),
    queryFn: async ({ signal }) => (await request<ConversationAnswer>(`/conversations/${id}`, { signal })).conversation,
    enabled: id !== undefined,
    refetchInterval: POLL_MS,
  });
}
