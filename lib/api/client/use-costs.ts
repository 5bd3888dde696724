import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BudgetAnswer, CostsAnswer } from '@/lib/api/contract/cost';
import type { BudgetCaps } from '@/lib/domain/spend';
import { queryKeys } from './query-keys';
import { request } from './request';

const FRESH_MS = 15_000;

/** What was spent in the last days, and where it leads. */
export function useCosts(days: number) {
  return useQuery({
    queryKey: queryKeys.costs(days),
    queryFn: ({ signal }) => request<CostsAnswer>('/costs', { query: { days }, signal }),
    refetchInterval: FRESH_MS,
  });
}

/** The organisation's hard caps. */
export function useBudget() {
  return useQuery({
    queryKey: queryKeys.budget,
    queryFn: async ({ signal }) => (await request<BudgetAnswer>('/budget', { signal })).budget,
  });
}

/** Saves the caps on top of the version that was read. */
export function useSaveBudget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, caps }: { version: number; caps: BudgetCaps }) =>
      request<BudgetAnswer>('/budget', { method: 'PUT', body: caps, headers: { 'if-match': String(version) } }),
    onSuccess: ({ budget }) => client.setQueryData(queryKeys.budget, budget),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.budget }),
        client.invalidateQueries({ queryKey: ['costs'] }),
      ]),
  });
}
