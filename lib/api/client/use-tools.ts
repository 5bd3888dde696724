import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { PolicyView, SavePolicyInput, ToolPage } from '@/lib/api/contract/policy';
import { queryKeys } from './query-keys';
import { request } from './request';

const ALL = 100;

/** Every tool with its class and the version of its policy. */
export function useTools() {
  return useQuery({
    queryKey: queryKeys.tools,
    queryFn: async ({ signal }) => (await request<ToolPage>('/tools', { query: { limit: ALL }, signal })).items,
  });
}

/** A tool's policy in force. */
export function usePolicy(tool: string | undefined) {
  return useQuery({
    queryKey: queryKeys.policy(tool ?? ''),
    queryFn: ({ signal }) => request<PolicyView>(`/tools/${tool}/policy`, { signal }),
    enabled: tool !== undefined,
  });
}

/** Saves a new version on top of the one that was read; a 409 `stale_version` when somebody else saved meanwhile. */
export function useSavePolicy(tool: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, policy }: { version: number; policy: SavePolicyInput }) =>
      request<PolicyView>(`/tools/${tool}/policy`, {
        method: 'PUT',
        body: policy,
        headers: { 'if-match': String(version) },
      }),
    onSuccess: (policy) => client.setQueryData(queryKeys.policy(tool), policy),
    onSettled: () => refreshPolicies(client),
  });
}

/** Whatever changed a policy changed its history, and maybe what was taught. */
export async function refreshPolicies(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: queryKeys.tools }),
    client.invalidateQueries({ queryKey: queryKeys.taughtRules }),
  ]);
}
