import { useQuery } from '@tanstack/react-query';
import type { RunEventList } from '@/lib/api/contract/run';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 3000;

/**
 * The events of a run as a list, asked for again while the run goes on. A browser holds few streams at once, so only
 * the run in front of a person is followed by one.
 */
export function useRunEventList(runId: string | undefined, ended: boolean) {
  return useQuery({
    queryKey: [...queryKeys.run(runId ?? ''), 'events', ended],
    queryFn: async ({ signal }) => (await request<RunEventList>(`/runs/${runId}/events`, { signal })).items,
    enabled: runId !== undefined,
    staleTime: ended ? Infinity : 0,
    placeholderData: (before) => before,
    refetchInterval: ended ? false : POLL_MS,
  });
}
