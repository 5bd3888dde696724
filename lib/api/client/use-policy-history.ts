import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PolicyView } from '@/lib/api/contract/policy';
import type {
  BacktestAnswer,
  BacktestInput,
  PolicyVersionPage,
  RollbackInput,
} from '@/lib/api/contract/policy-history';
import { queryKeys } from './query-keys';
import { request } from './request';
import { refreshPolicies } from './use-tools';

const PAGE = 10;

/** A tool's policy versions, newest first, a page at a time. */
export function usePolicyVersions(tool: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.policyVersions(tool),
    queryFn: ({ signal, pageParam }) =>
      request<PolicyVersionPage>(`/tools/${tool}/policy/versions`, {
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** Makes an earlier version the next one, on top of the one that was read. */
export function useRollback(tool: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ current, ...body }: RollbackInput & { current: number }) =>
      request<PolicyView>(`/tools/${tool}/policy/rollback`, {
        method: 'POST',
        body,
        headers: { 'if-match': String(current) },
      }),
    onSuccess: (policy) => client.setQueryData(queryKeys.policy(tool), policy),
    onSettled: () => refreshPolicies(client),
  });
}

/** What rules nobody saved yet would have said of the last 30 days; asks nothing while there are none to try. */
export function useBacktest(tool: string, candidate: BacktestInput | null) {
  return useQuery({
    queryKey: queryKeys.backtest(tool, JSON.stringify(candidate)),
    queryFn: ({ signal }) =>
      request<BacktestAnswer>(`/tools/${tool}/policy/backtest`, { method: 'POST', body: candidate, signal }),
    enabled: candidate !== null,
    placeholderData: keepPreviousData,
  });
}
