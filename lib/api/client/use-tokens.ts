import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MakeTokenAnswer, MakeTokenInput, TokenList } from '@/lib/api/contract/token';
import { queryKeys } from './query-keys';
import { request } from './request';

/** The API tokens of a user. */
export function useTokens(userId: string) {
  return useQuery({
    queryKey: queryKeys.tokens(userId),
    queryFn: async ({ signal }) => (await request<TokenList>('/tokens', { query: { userId }, signal })).items,
  });
}

/** Makes a token of one's own; the answer has it, this once. */
export function useMakeToken(userId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MakeTokenInput) => request<MakeTokenAnswer>('/tokens', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.tokens(userId) }),
  });
}

/** Ends a token. */
export function useEndToken(userId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<TokenList>(`/tokens/${id}/revoke`, { method: 'POST' }),
    onSuccess: ({ items }) => client.setQueryData(queryKeys.tokens(userId), items),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  });
}
