import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DecisionAnswer, ProposalView } from '@/lib/api/contract/proposal';
import { queryKeys } from './query-keys';
import { request } from './request';
import { timeOnItem } from './time-on-item';

/** Approves the writes of one turn in their order, each as it was seen; stops at the first that is refused. */
export function useApproveAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (proposals: readonly ProposalView[]) => {
      for (const seen of proposals) {
        const { id, version, viewHash } = seen;
        const { proposal } = await request<DecisionAnswer>(`/proposals/${id}/decisions`, {
          method: 'POST',
          body: { verdict: 'approve', version, viewHash, visibleMs: timeOnItem(seen) },
          headers: { 'idempotency-key': `approve-all-${id}-${viewHash}` },
        });
        client.setQueryData(queryKeys.proposal(id), proposal);
      }
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.proposals });
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      return client.invalidateQueries({ queryKey: queryKeys.inbox });
    },
  });
}
