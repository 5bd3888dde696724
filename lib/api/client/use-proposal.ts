import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DecisionInput } from '@/lib/api/contract/decision';
import type {
  DecisionAnswer,
  PreviewAnswer,
  PreviewInput,
  ProposalAnswer,
  ProposalView,
} from '@/lib/api/contract/proposal';
import { idempotencyKey, retryLostAnswer } from './idempotency-key';
import { queryKeys } from './query-keys';
import { ApiError, request } from './request';

const POLL_MS = 2000;

/** Asks for a proposal; followed while it waits or its execution is under way. */
export function proposalQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.proposal(id),
    queryFn: async ({ signal }) => (await request<ProposalAnswer>(`/proposals/${id}`, { signal })).proposal,
    refetchInterval: ({ state }) => (state.data && isSettled(state.data) ? false : POLL_MS),
  });
}

/** A proposal as it stands. */
export function useProposal(id: string | undefined) {
  return useQuery({ ...proposalQuery(id ?? ''), enabled: id !== undefined });
}

function isSettled({ status, execution }: ProposalView): boolean {
  if (status === 'pending') return false;
  return status !== 'approved' || execution?.settledAt !== undefined;
}

/**
 * Decides a proposal. The card settles only when the server answered; on a conflict the cache gets the proposal as it
 * is now, which the error carries.
 */
export function useDecide(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: DecisionInput) =>
      request<DecisionAnswer>(`/proposals/${id}/decisions`, {
        method: 'POST',
        body: input,
        headers: idempotencyKey(input),
      }),
    retry: retryLostAnswer,
    onSuccess: ({ proposal }) => client.setQueryData(queryKeys.proposal(id), proposal),
    onError: (error) => {
      const current = currentProposal(error);
      if (current) client.setQueryData(queryKeys.proposal(id), current);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.proposals });
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      return client.invalidateQueries({ queryKey: queryKeys.inbox });
    },
  });
}

/** The proposal as it is now, when a decision was refused because it changed or somebody else was first. */
function currentProposal(error: unknown): ProposalView | undefined {
  return error instanceof ApiError ? (error.problem['proposal'] as ProposalView | undefined) : undefined;
}

/** What an edit would do, drawn as the reviewer types; wrong fields come as an ApiError with their pointers. */
export function usePreview(id: string, args: PreviewInput['args'] | undefined) {
  return useQuery({
    queryKey: [...queryKeys.proposal(id), 'preview', args],
    queryFn: ({ signal }) =>
      request<PreviewAnswer>(`/proposals/${id}/preview`, { method: 'POST', body: { args }, signal }),
    enabled: args !== undefined,
    placeholderData: (before) => before,
    retry: retryLostAnswer,
    staleTime: 0,
    gcTime: 0,
  });
}
