'use client';

import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { useInboxCounts } from '@/lib/api/client/use-inbox';
import type { InboxCounts, InboxView } from '@/lib/api/contract/inbox';

export const views: { view: InboxView; label: string }[] = [
  { view: 'mine', label: 'Mine' },
  { view: 'team', label: 'Team' },
  { view: 'snoozed', label: 'Snoozed' },
  { view: 'history', label: 'History' },
];

interface ViewTabsProps {
  view: InboxView | undefined;
  onView: (view: InboxView) => void;
}

/** The four views with how much is in each. */
export function ViewTabs({ view, onView }: ViewTabsProps) {
  const { data: counts } = useInboxCounts();
  return (
    <div role="group" aria-label="View" className="flex min-w-0 flex-1 gap-0.5">
      {views.map((one) => (
        <Button
          key={one.view}
          look="quiet"
          size="small"
          aria-pressed={view === one.view}
          className={classNames('px-1.5', view === one.view && 'bg-surface text-ink')}
          onClick={() => onView(one.view)}
        >
          {one.label}
          {one.view !== 'history' && <Count of={counts?.[one.view]} />}
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
