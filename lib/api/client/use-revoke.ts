import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProposalAnswer } from '@/lib/api/contract/proposal';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Takes an approval back; a 409 `too_late` once it is being sent. */
export function useRevoke(proposalId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<ProposalAnswer>(`/proposals/${proposalId}/revoke`, { method: 'POST' }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.inbox });
      return client.invalidateQueries({ queryKey: queryKeys.proposal(proposalId) });
    },
  });
}
