import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InboxItem, InboxItemAnswer, SnoozeInput } from '@/lib/api/contract/inbox';
import { queryKeys } from './query-keys';
import { ApiError, request } from './request';

const POLL_MS = 3000;

const keyOf = (id: string) => [...queryKeys.inbox, 'item', id];

/** One item of the inbox as it stands; null when there is none of this id, as of a call that the rules approved. */
export function useInboxItem(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: async ({ signal }): Promise<InboxItem | null> => {
      try {
        return (await request<InboxItemAnswer>(`/inbox/${encodeURIComponent(id)}`, { signal })).item;
      } catch (error) {
        if (error instanceof ApiError && error.problem.code === 'not_found') return null;
        throw error;
      }
    },
    refetchInterval: POLL_MS,
  });
}

/** Puts an item off for oneself, until a moment or until it changes; `null` takes it back. */
export function useSnooze() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, snooze }: { id: string; snooze: SnoozeInput | null }) =>
      snooze === null
        ? request<InboxItemAnswer>(`/inbox/${id}/wake`, { method: 'POST' })
        : request<InboxItemAnswer>(`/inbox/${id}/snooze`, { method: 'POST', body: snooze }),
    onSuccess: ({ item }) => client.setQueryData(keyOf(item.id), item),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.inbox }),
  });
}
