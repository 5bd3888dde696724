import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AgentAnswer, SaveAgentInput } from '@/lib/api/contract/agent';
import { queryKeys } from './query-keys';
import { request } from './request';

/** An agent with its limits. */
export function useAgent(name: string) {
  return useQuery({
    queryKey: queryKeys.agent(name),
    queryFn: async ({ signal }) => (await request<AgentAnswer>(`/agents/${name}`, { signal })).agent,
  });
}

/** Saves an agent's settings on top of the version that was read. */
export function useSaveAgent(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, agent }: { version: number; agent: SaveAgentInput }) =>
      request<AgentAnswer>(`/agents/${name}`, {
        method: 'PUT',
        body: agent,
        headers: { 'if-match': String(version) },
      }),
    onSuccess: ({ agent }) => client.setQueryData(queryKeys.agent(name), agent),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.agent(name) }),
  });
}
