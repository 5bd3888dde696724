import { useQuery } from '@tanstack/react-query';
import type { InboxItem, InboxPage, ListInboxInput } from '@/lib/api/contract/inbox';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 3000;
const MOST = 100;

/** The lists an item that is no proposal can stand in: its id is its run's, or an execution's. */
function listsOf(id: string): Partial<ListInboxInput>[] {
  return (['pending', 'closed'] as const).flatMap((status) => [
    { runId: id, status },
    { kind: 'unknown_outcome' as const, status },
  ]);
}

/** One item of the inbox that is no proposal, as it stands; null when there is none of this id. */
export function useInboxItem(id: string) {
  return useQuery({
    queryKey: [...queryKeys.inbox, 'item', id],
    queryFn: async ({ signal }): Promise<InboxItem | null> => {
      for (const list of listsOf(id)) {
        const { items } = await request<InboxPage>('/inbox', { query: { ...list, limit: MOST }, signal });
        const item = items.find((other) => other.id === id);
        if (item) return item;
      }
      return null;
    },
    refetchInterval: POLL_MS,
  });
}
