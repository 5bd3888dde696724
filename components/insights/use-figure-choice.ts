'use client';

import { useSearchParams } from 'next/navigation';
import type { FigureChoice } from '@/lib/api/client/use-figures';

const DEFAULT_DAYS = 30;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export type ChoiceName = 'days' | 'from' | 'to' | 'agent' | 'tool';

/** What the address asks for, and how to ask for something else. */
export function useFigureChoice(): {
  choice: FigureChoice;
  choose: (changes: Partial<Record<ChoiceName, string>>) => void;
} {
  const parameters = useSearchParams();
  const given = (name: ChoiceName) => parameters.get(name) ?? undefined;
  const dayOf = (name: 'from' | 'to') => (DAY.test(given(name) ?? '') ? given(name) : undefined);
  const days = Number(given('days') ?? DEFAULT_DAYS);
  const entries = { from: dayOf('from'), to: dayOf('to'), agent: given('agent'), tool: given('tool') };
  return {
    choice: {
      days: Number.isInteger(days) && days > 0 && days <= 366 ? days : DEFAULT_DAYS,
      ...(Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Omit<
        FigureChoice,
        'days'
      >),
    },
    choose(changes) {
      // The address itself, for `parameters` may still be those of before the last change.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      window.history.replaceState(null, '', `${window.location.pathname}?${next.toString()}`);
    },
  };
}
