import { useQuery } from '@tanstack/react-query';
import type { Me } from '@/lib/api/contract/user';
import { queryKeys } from './query-keys';
import { request } from './request';

/** The signed-in user. */
export function useMe() {
  return useQuery({ queryKey: queryKeys.me, queryFn: ({ signal }) => request<Me>('/me', { signal }) });
}
