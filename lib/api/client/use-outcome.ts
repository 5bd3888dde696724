import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReconcileInput } from '@/lib/api/contract/execution';
import type { ProposalAnswer } from '@/lib/api/contract/proposal';
import type { RunAnswer } from '@/lib/api/contract/run';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Says whether an effect with an unknown outcome took place; a 409 when somebody else found out first. */
export function useReconcile(executionId: string) {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: (input: ReconcileInput) =>
      request<ProposalAnswer>(`/executions/${executionId}/reconcile`, { method: 'POST', body: input }),
    onSettled: invalidate,
  });
}

/** Lets a parked run go on from its failed step. */
export function useRetryDeadLetter(runId: string) {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: () => request<RunAnswer>(`/dead-letters/${runId}/retry`, { method: 'POST', body: {} }),
    onSettled: invalidate,
  });
}

function useInvalidate(): () => Promise<void> {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [queryKeys.proposals, queryKeys.runs, queryKeys.conversations]) {
      void client.invalidateQueries({ queryKey });
    }
    return client.invalidateQueries({ queryKey: queryKeys.inbox });
  };
}
