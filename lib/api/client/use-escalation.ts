import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ResolveEscalationAnswer, ResolveEscalationInput } from '@/lib/api/contract/escalation';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Answers in the thread, resumes with guidance, or closes; a 409 `already_resolved` when somebody else was first. */
export function useResolveEscalation(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: ResolveEscalationInput) =>
      request<ResolveEscalationAnswer>(`/escalations/${id}/resolve`, { method: 'POST', body: input }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.conversations });
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      return client.invalidateQueries({ queryKey: queryKeys.inbox });
    },
  });
}
