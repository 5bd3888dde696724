import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NoticesAnswer } from '@/lib/api/contract/notice';
import type { NoticeSettings } from '@/lib/domain/notice';
import { queryKeys } from './query-keys';
import { request } from './request';

/** How one is told. */
export function useNotices() {
  return useQuery({
    queryKey: queryKeys.notices,
    queryFn: ({ signal }) => request<NoticesAnswer>('/me/notices', { signal }),
  });
}

/** Sets it. */
export function useSaveNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NoticeSettings) => request<NoticesAnswer>('/me/notices', { method: 'PUT', body }),
    onSuccess: (answer) => client.setQueryData(queryKeys.notices, answer),
  });
}
