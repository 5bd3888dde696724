'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

/** About the height of a row with two lines; each is measured when it is drawn. */
const ROW_HEIGHT = 68;
const DRAWN_BEYOND = 20;
const NEAR_END = 15;

interface VirtualRowsProps<Item extends { id: string }> {
  items: readonly Item[];
  /** What scrolls; the rows are all it has. */
  scroller: RefObject<HTMLElement | null>;
  openId: string | undefined;
  row: (item: Item) => ReactNode;
  /** Asks for more; absent when there is none. */
  onNearEnd: (() => void) | undefined;
}

/**
 * A list of which only the rows in sight are in the document, however long it is. Rows that come or go above what is in
 * sight do not move it.
 */
export function VirtualRows<Item extends { id: string }>(props: VirtualRowsProps<Item>) {
  const { items, scroller, openId, row, onNearEnd } = props;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: DRAWN_BEYOND,
  });
  const drawn = virtualizer.getVirtualItems();
  useSteadyScroll(items, virtualizer, scroller);

  const lastDrawn = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (items.length > 0 && lastDrawn >= items.length - NEAR_END) onNearEnd?.();
  }, [lastDrawn, items.length, onNearEnd]);

  const openIndex = openId === undefined ? -1 : items.findIndex(({ id }) => id === openId);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    // Once for each item that is opened: a list that changes later must not jump.
    if (openIndex < 0 || shown.current === openId) return;
    shown.current = openId;
    virtualizer.scrollToIndex(openIndex, { align: 'auto' });
  }, [openId, openIndex, virtualizer]);

  return (
    <ul aria-label="Inbox" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
      {drawn.map(({ index, key, start }) => {
        const item = items[index];
        return item ? (
          <li
            key={key}
            data-index={index}
            ref={virtualizer.measureElement}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className="group absolute top-0 left-0 flex w-full border-b has-aria-current:bg-accent-soft"
            style={{ transform: `translateY(${start}px)` }}
          >
            {row(item)}
          </li>
        ) : null;
      })}
    </ul>
  );
}

type Rows = ReturnType<typeof useVirtualizer<HTMLElement, Element>>;

/** Keeps the first row in sight where it is when the list changes above it; at the top the list may move. */
function useSteadyScroll(
  items: readonly { id: string }[],
  virtualizer: Rows,
  scroller: RefObject<HTMLElement | null>,
): void {
  const anchor = useRef<{ id: string; distance: number }>(undefined);
  useLayoutEffect(() => {
    const index = items.findIndex(({ id }) => id === anchor.current?.id);
    const start = virtualizer.measurementsCache[index]?.start;
    if (!anchor.current || start === undefined) return;
    virtualizer.scrollToOffset(start + anchor.current.distance);
  }, [items, virtualizer]);
  useEffect(() => {
    const element = scroller.current;
    const remember = () => {
      const top = element?.scrollTop ?? 0;
      const first = virtualizer.getVirtualItemForOffset(top);
      const item = first && items[first.index];
      anchor.current = item && top > 0 ? { id: item.id, distance: top - first.start } : undefined;
    };
    element?.addEventListener('scroll', remember, { passive: true });
    return () => element?.removeEventListener('scroll', remember);
  }, [items, virtualizer, scroller]);
}
