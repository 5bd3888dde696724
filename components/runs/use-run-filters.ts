'use client';

import { useSearchParams } from 'next/navigation';
import type { RunFilter } from '@/lib/api/client/use-run-trace';
import { runStatus } from '@/lib/domain/run';

export type FilterName = 'status' | 'reason' | 'agent' | 'tool' | 'user' | 'from' | 'to';

/** Which runs are listed, as the address has it; what is no status or no time there says nothing. */
export function useRunFilters() {
  const parameters = useSearchParams();
  const text = (name: FilterName) => parameters.get(name)?.trim() || undefined;
  const filter: RunFilter = {
    status: runStatus.safeParse(text('status')).data,
    reason: text('reason'),
    agent: text('agent'),
    tool: text('tool'),
    user: text('user'),
    since: timeOf(text('from')),
    until: timeOf(text('to')),
  };
  const set = (changes: Partial<Record<FilterName, string>>) => {
    // The address itself, for `parameters` may still be those of before the last change.
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const search = next.toString();
    window.history.replaceState(null, '', search ? `${window.location.pathname}?${search}` : window.location.pathname);
  };
  return { filter, set };
}

function timeOf(text: string | undefined): string | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
