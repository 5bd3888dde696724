import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PolicyView } from '@/lib/api/contract/policy';
import type { RuleSuggestion, TaughtRuleList, TeachRuleInput } from '@/lib/api/contract/taught-rule';
import { queryKeys } from './query-keys';
import { request } from './request';
import { refreshPolicies } from './use-tools';

/** A narrow rule for calls like this one, drawn up on the policy as it is now. */
export function useSuggestedRule(proposalId: string) {
  return useQuery({
    queryKey: queryKeys.suggestedRule(proposalId),
    queryFn: ({ signal }) => request<RuleSuggestion>(`/proposals/${proposalId}/rule`, { signal }),
  });
}

/** Saves the rule on top of the policy version it was drawn up on. */
export function useTeachRule(proposalId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ policyVersion, ...body }: TeachRuleInput & { policyVersion: number }) =>
      request<PolicyView>(`/proposals/${proposalId}/rule`, {
        method: 'POST',
        body,
        headers: { 'if-match': String(policyVersion) },
      }),
    onSettled: () => refreshPolicies(client),
  });
}

/** The taught rules of all tools. */
export function useTaughtRules() {
  return useQuery({
    queryKey: queryKeys.taughtRules,
    queryFn: async ({ signal }) => (await request<TaughtRuleList>('/taught-rules', { signal })).items,
  });
}

/** Takes a taught rule out of its tool's policy. */
export function useRevokeTaughtRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<TaughtRuleList>(`/taught-rules/${id}`, { method: 'DELETE' }),
    onSettled: () => refreshPolicies(client),
  });
}
