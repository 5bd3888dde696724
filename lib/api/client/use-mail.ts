import { useQuery } from '@tanstack/react-query';
import type { MailPage } from '@/lib/api/contract/mail';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 3000;

/** Mail the demo caught, newest first. */
export function useMail() {
  return useQuery({
    queryKey: queryKeys.mail,
    queryFn: async ({ signal }) => (await request<MailPage>('/mail', { signal })).items,
    refetchInterval: POLL_MS,
  });
}
