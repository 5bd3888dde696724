import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RunCounts, RunPage } from '@/lib/api/contract/run';
import type { RunPrompt, RunTraceAnswer } from '@/lib/api/contract/run-trace';
import { runTransitions } from '@/lib/domain/run';
import { isTerminal } from '@/lib/domain/transition';
import { queryKeys } from './query-keys';
import { request } from './request';

const POLL_MS = 3000;

/** A run for looking at; followed until it has ended. */
export function useRunTrace(id: string) {
  return useQuery({
    queryKey: queryKeys.runTrace(id),
    queryFn: async ({ signal }) => (await request<RunTraceAnswer>(`/runs/${id}/trace`, { signal })).trace,
    refetchInterval: ({ state }) => (state.data && isTerminal(runTransitions, state.data.status) ? false : POLL_MS),
  });
}

/** Which prompt of a run: a step's, or that of a call beside the turns, from one part on. */
export interface PromptPlace {
  step?: number;
  modelCall?: string;
  from?: number;
}

/** The texts of a prompt, once somebody wants to see them; they never change. */
export function useRunPrompt(id: string, { step, modelCall, from }: PromptPlace, wanted: boolean) {
  return useQuery({
    queryKey: queryKeys.runPrompt(id, JSON.stringify([step, modelCall, from])),
    queryFn: async ({ signal }) =>
      (await request<RunPrompt>(`/runs/${id}/prompt`, { query: { step, modelCall, from }, signal })).parts,
    enabled: wanted,
    staleTime: Infinity,
  });
}

/** What narrows a list of runs; times as the API has them. */
export interface RunFilter {
  status?: string | undefined;
  reason?: string | undefined;
  agent?: string | undefined;
  tool?: string | undefined;
  user?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** Runs that fit, newest first, a page at a time. */
export function useRuns(filter: RunFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.runList(JSON.stringify(filter)),
    queryFn: ({ signal, pageParam }) =>
      request<RunPage>('/runs', { query: { ...filter, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** How many of them began in each of equal parts of a time. */
export function useRunCounts(filter: RunFilter, parts: number) {
  return useQuery({
    queryKey: queryKeys.runCounts(JSON.stringify(filter)),
    queryFn: ({ signal }) => request<RunCounts>('/run-counts', { query: { ...filter, parts }, signal }),
    placeholderData: keepPreviousData,
  });
}
