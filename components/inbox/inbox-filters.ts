'use client';

import { useSearchParams } from 'next/navigation';
import type { InboxFilters } from '@/lib/api/client/use-inbox';
import { classes, kinds, nameIn, views } from './filter-values';

type FilterName = 'view' | 'kind' | 'tool' | 'agent' | 'class' | 'q';

/** The filters as the address has them. */
export function useInboxFilters() {
  const parameters = useSearchParams();
  const view = nameIn(views, parameters.get('view')) ?? 'mine';
  const kind = nameIn(kinds, parameters.get('kind'));
  const reversibility = nameIn(classes, parameters.get('class'));
  const tool = parameters.get('tool') ?? undefined;
  const agent = parameters.get('agent') ?? undefined;
  const query: InboxFilters = {
    view,
    ...(kind === undefined ? {} : { kind }),
    ...(reversibility === undefined ? {} : { reversibility }),
    ...(tool === undefined ? {} : { tool }),
    ...(agent === undefined ? {} : { agent }),
  };
  const set = (name: FilterName, value: string) => {
    // The address itself, for `parameters` may still be those of before the last change.
    const next = new URLSearchParams(window.location.search);
    if (value) next.set(name, value);
    else next.delete(name);
    window.history.replaceState(null, '', withSearch(window.location.pathname, next));
  };
  return {
    query,
    search: parameters.get('q') ?? '',
    set,
    /** The address of a page of the inbox with the same filters. */
    linkTo: (target: string) => withSearch(target, parameters),
  };
}

function withSearch(path: string, parameters: { toString(): string }): string {
  const search = parameters.toString();
  return search ? `${path}?${search}` : path;
}
