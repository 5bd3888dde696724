import { useQuery } from '@tanstack/react-query';
import type { DecidersAnswer } from '@/lib/api/contract/decider';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Who can decide what. */
export function useDeciders() {
  return useQuery({
    queryKey: queryKeys.deciders,
    queryFn: ({ signal }) => request<DecidersAnswer>('/deciders', { signal }),
  });
}
