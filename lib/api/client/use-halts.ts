import { useQuery } from '@tanstack/react-query';
import type { HaltAnswer } from '@/lib/api/contract/halt';
import { queryKeys } from './query-keys';
import { request } from './request';

const LOOK_AGAIN_MS = 5000;

/** What is halted, kept up to date while the page is looked at. */
export function useHalts() {
  return useQuery({
    queryKey: queryKeys.halts,
    queryFn: async ({ signal }) => (await request<HaltAnswer>('/halt', { signal })).halts,
    refetchInterval: LOOK_AGAIN_MS,
  });
}
