import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HaltAnswer, HaltInput } from '@/lib/api/contract/halt';
import { queryKeys } from './query-keys';
import { request } from './request';

/** Halts everything, an agent or a tool, or lets it go on. */
export function useSwitchHalt(act: 'halt' | 'resume') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: HaltInput) => request<HaltAnswer>(`/${act}`, { method: 'POST', body }),
    onSuccess: ({ halts }) => client.setQueryData(queryKeys.halts, halts),
  });
}
