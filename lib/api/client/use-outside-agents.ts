import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AgentAnswer } from '@/lib/api/contract/agent';
import type { OutsideAgentList } from '@/lib/api/contract/outside-agent';
import { queryKeys } from './query-keys';
import { request } from './request';

/** The outside agents by name. */
export function useOutsideAgents() {
  return useQuery({
    queryKey: queryKeys.agents,
    queryFn: async ({ signal }) => (await request<OutsideAgentList>('/agents', { signal })).items,
  });
}

/** Ends an outside agent's token. */
export function useRevokeAgent(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<AgentAnswer>(`/agents/${name}/revoke`, { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.agents }),
  });
}
