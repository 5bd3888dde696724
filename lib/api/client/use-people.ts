import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InvitationList, InviteAnswer, InviteInput, PeoplePage, PersonAnswer } from '@/lib/api/contract/people';
import type { Role } from '@/lib/domain/role';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Users by e-mail address, a page at a time. */
export function usePeople() {
  return useInfiniteQuery({
    queryKey: queryKeys.people,
    queryFn: ({ signal, pageParam }) => request<PeoplePage>('/people', { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** What an admin may do to a user. */
export type PersonChange = { act: 'role'; role: Role } | { act: 'disable' | 'enable' | 'unlink' };

/** Changes a user's role, or by what way they may come in. */
export function useChangePerson(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: PersonChange) =>
      request<PersonAnswer>(`/people/${id}/${change.act}`, {
        method: 'POST',
        ...(change.act === 'role' ? { body: { role: change.role } } : {}),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  });
}

/** The invitations that still work. */
export function useInvitations() {
  return useQuery({
    queryKey: queryKeys.invitations,
    queryFn: async ({ signal }) => (await request<InvitationList>('/invitations', { signal })).items,
  });
}

/** Invites an address; the answer has the link, this once. */
export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: InviteInput) => request<InviteAnswer>('/invitations', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.invitations }),
  });
}

/** Takes an invitation back. */
export function useRevokeInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<InvitationList>(`/invitations/${id}/revoke`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.invitations }),
  });
}
