import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AgentAnswer, AgentVersionPage, SaveAgentInput } from '@/lib/api/contract/agent';
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

const PAGE = 10;

/** The saved versions of an agent's settings, newest first, a page at a time. */
export function useAgentVersions(name: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.agentVersions(name),
    queryFn: ({ signal, pageParam }) =>
      request<AgentVersionPage>(`/agents/${name}/versions`, { query: { limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
