import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RunAnswer, startRunBody } from '@/lib/api/contract/run';
import { runTransitions } from '@/lib/domain/run';
import { isTerminal } from '@/lib/domain/transition';
import type { z } from 'zod';
import { idempotencyKey, retryLostAnswer } from './idempotency-key';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 3000;

/** A run with its steps and calls; followed until it has ended. */
export function useRun(id: string | undefined) {
  return useQuery({
    queryKey: queryKeys.run(id ?? ''),
    queryFn: async ({ signal }) => (await request<RunAnswer>(`/runs/${id}`, { signal })).run,
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && isTerminal(runTransitions, state.data.status) ? false : POLL_MS),
  });
}

/** Sends a message, which starts a run; its `conversationId` is new when none was given. */
export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: z.input<typeof startRunBody>) =>
      request<RunAnswer>('/runs', { method: 'POST', body: input, headers: idempotencyKey(input) }),
    retry: retryLostAnswer,
    onSuccess: async ({ run }) => {
      client.setQueryData(queryKeys.run(run.id), run);
      await client.invalidateQueries({ queryKey: queryKeys.conversations });
    },
  });
}

/** Cancels a run and what it waits for; a 409 `too_late` when something was already sent. */
export function useCancelRun(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<RunAnswer>(`/runs/${id}/cancel`, { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.run(id) }),
  });
}
