import { CircleCheckBig, SearchX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { InboxRow } from './inbox-row';

interface InboxListProps {
  /** Undefined while they are being loaded. */
  items: readonly InboxItem[] | undefined;
  openId: string | undefined;
  filtered: boolean;
  linkTo: (target: string) => string;
  onMore: (() => void) | undefined;
}

/** What waits, in the order of the server; an update in place keeps scroll and selection. */
export function InboxList({ items, openId, filtered, linkTo, onMore }: InboxListProps) {
  if (!items) return <ListSkeleton />;
  if (items.length === 0) return <NothingWaits filtered={filtered} />;
  return (
    <>
      <ul aria-label="Inbox">
        {items.map((item) => (
          <InboxRow
            key={item.id}
            item={item}
            href={linkTo(`/inbox/${item.id}`)}
            open={item.id === openId}
            group={groupOf(item, items)}
          />
        ))}
      </ul>
      {onMore && (
        <div className="p-3">
          <Button className="w-full" onClick={onMore}>
            Show more
          </Button>
        </div>
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

function NothingWaits({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title="Nothing matches">
        Take a filter away, or look into Team and History.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={CircleCheckBig} title="Nothing waits for you">
      What an agent wants to change appears here by itself. To see one, ask the agent in the chat for something that
      needs a change, such as store credit.
    </EmptyState>
  );
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
