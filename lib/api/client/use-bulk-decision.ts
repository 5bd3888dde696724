import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BulkDecisionAnswer, BulkDecisionInput } from '@/lib/api/contract/proposal';
import { idempotencyKey, retryLostAnswer } from './idempotency-key';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Decides several proposals as they were seen; the answer says of each what became of it. */
export function useBulkDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: BulkDecisionInput) =>
      request<BulkDecisionAnswer>('/bulk-decisions', { method: 'POST', body: input, headers: idempotencyKey(input) }),
    retry: retryLostAnswer,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.proposals });
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      return client.invalidateQueries({ queryKey: queryKeys.inbox });
    },
  });
}
