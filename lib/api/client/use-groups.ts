import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GroupList, GroupMemberInput, SaveGroupInput } from '@/lib/api/contract/group';
import { queryKeys } from './query-keys';
import { request } from './request';

/** The groups with their members. */
export function useGroups() {
  return useQuery({
    queryKey: queryKeys.groups,
    queryFn: async ({ signal }) => (await request<GroupList>('/groups', { signal })).items,
  });
}

/** Makes a group, or changes what it is to the identity provider. */
export function useSaveGroup() {
  return useGroupChange((body: SaveGroupInput) => request<GroupList>('/groups', { method: 'POST', body }));
}

/** Deletes a group. */
export function useDeleteGroup(name: string) {
  return useGroupChange((_: void) => request<GroupList>(`/groups/${name}`, { method: 'DELETE' }));
}

/** Puts a person into a group, or takes them out. */
export function useSetMember(name: string) {
  return useGroupChange((body: GroupMemberInput) =>
    request<GroupList>(`/groups/${name}/members`, { method: 'POST', body }),
  );
}

function useGroupChange<Input>(mutationFn: (input: Input) => Promise<GroupList>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: ({ items }) => client.setQueryData(queryKeys.groups, items),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  });
}
