import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProposalAnswer } from '@/lib/api/contract/proposal';
import { idempotencyKey, retryLostAnswer } from './idempotency-key';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Which effect is to be undone. */
export interface RevertInput {
  executionId: string;
}

/** Undoes an effect; a 409 `changed_since` names what somebody changed after it. */
export function useRevert(proposalId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RevertInput) =>
      request<ProposalAnswer>(`/executions/${input.executionId}/revert`, {
        method: 'POST',
        headers: idempotencyKey(input),
      }),
    retry: retryLostAnswer,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.inbox });
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      void client.invalidateQueries({ queryKey: queryKeys.conversations });
      return client.invalidateQueries({ queryKey: queryKeys.proposal(proposalId) });
    },
  });
}
