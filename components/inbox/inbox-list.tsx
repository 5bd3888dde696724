'use client';

import { lazy, Suspense, type RefObject } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { InboxItem, InboxView } from '@/lib/api/contract/inbox';
import { withMarks } from '@/components/diff/hidden-characters';
import { InboxRow } from './inbox-row';
import { SelectBox } from './select-box';
import { isSelectable, type Selection } from './selection';
import { VirtualRows } from './virtual-rows';

const NothingHere = lazy(() => import('./nothing-here'));

interface InboxListProps {
  /** Undefined while they are being loaded. */
  items: readonly InboxItem[] | undefined;
  openId: string | undefined;
  view: InboxView;
  filtered: boolean;
  scroller: RefObject<HTMLElement | null>;
  linkTo: (target: string) => string;
  selection: Selection;
  onMore: (() => void) | undefined;
  /** More than a list holds: only the first ones are there. */
  cut: boolean;
}

/** What waits, in the order of the server; an update in place keeps scroll and selection. */
export function InboxList(props: InboxListProps) {
  const { items, openId, view, filtered, scroller, linkTo, selection, onMore, cut } = props;
  if (!items) return <ListSkeleton />;
  if (items.length === 0) {
    return (
      <Suspense>
        <NothingHere view={view} filtered={filtered} />
      </Suspense>
    );
  }
  return (
    <>
      <VirtualRows
        items={items}
        scroller={scroller}
        openId={openId}
        onNearEnd={onMore}
        row={(item) => (
          <>
            {isSelectable(item) ? (
              <SelectBox
                title={withMarks(item.title)}
                checked={selection.selected.some(({ id }) => id === item.id)}
                shown={selection.selected.length > 0}
                onToggle={() => selection.toggle(item)}
              />
            ) : (
              <span className="w-8 shrink-0 max-md:w-3" />
            )}
            <InboxRow
              item={item}
              href={linkTo(`/inbox/${item.id}`)}
              open={item.id === openId}
              group={groupOf(item, items)}
            />
          </>
        )}
      />
      {cut && (
        <p className="p-4 text-center text-small text-quiet">
          Only the first {items.length.toLocaleString('en')} are listed. Decide some, or narrow the list.
        </p>
      )}
    </>
  );
}

function groupOf(item: InboxItem, items: readonly InboxItem[]): { number: number; of: number } | undefined {
  if (item.groupId === undefined) return undefined;
  const group = items.filter(({ groupId }) => groupId === item.groupId);
  if (group.length < 2) return undefined;
  const sorted = group.sort((left, right) => (left.position ?? 0) - (right.position ?? 0));
  return { number: sorted.indexOf(item) + 1, of: group.length };
}

function ListSkeleton() {
  return (
    <div aria-hidden>
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex flex-col gap-2 border-b px-3 py-2.5">
          <Skeleton className="h-5 w-4/5" />
          <Skeleton className="h-5 w-3/5" />
        </div>
      ))}
    </div>
  );
}
