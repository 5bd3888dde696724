import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FiguresAnswer } from '@/lib/api/contract/figures';
import { queryKeys } from './query-keys';
import { request } from './request';

/** What the figures are asked for: the last days, or from one day to another in UTC, ends included. */
export interface FigureChoice {
  days: number;
  from?: string;
  to?: string;
  agent?: string;
  tool?: string;
}

const DAY_MS = 86_400_000;
const EVERY_MS = 15_000;

/** The figures, kept up to date; those of the choice before stay until the new ones are there. */
export function useFigures(choice: FigureChoice) {
  return useQuery({
    queryKey: queryKeys.figures(choice),
    queryFn: ({ signal }) => request<FiguresAnswer>('/metrics/summary', { query: queryOf(choice), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  });
}

function queryOf({ days, from, to, agent, tool }: FigureChoice) {
  const since = from === undefined ? new Date(Date.now() - days * DAY_MS) : new Date(`${from}T00:00:00Z`);
  const until = to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString();
  return { since: since.toISOString(), until, agent, tool };
}
