'use client';

import { clsx } from 'clsx';
import { Button } from '@/components/ui/button';
import { useInboxCounts } from '@/lib/api/client/use-inbox';
import type { InboxCounts, InboxView } from '@/lib/api/contract/inbox';
import { namesOf, views } from './filter-values';

interface ViewTabsProps {
  view: InboxView | undefined;
  onView: (view: InboxView) => void;
}

/** The four views with how much is in each. */
export function ViewTabs({ view, onView }: ViewTabsProps) {
  const { data: counts } = useInboxCounts();
  return (
    <div role="group" aria-label="View" className="flex min-w-0 flex-1 gap-0.5">
      {namesOf(views).map((one) => (
        <Button
          key={one}
          look="quiet"
          size="small"
          aria-pressed={view === one}
          className={clsx('px-1.5', view === one && 'bg-surface text-ink')}
          onClick={() => onView(one)}
        >
          {views[one]}
          {one !== 'history' && <Count of={counts?.[one]} />}
        </Button>
      ))}
    </div>
  );
}

/** Nothing moves when it arrives or grows: its place is kept. */
function Count({ of }: { of: InboxCounts['mine'] | undefined }) {
  const words = of && (of.count > 0 || of.more) ? `${of.count.toLocaleString('en')}${of.more ? '+' : ''}` : '';
  return <span className="min-w-3 text-left text-meta text-quiet tabular-nums">{words}</span>;
}
