import { CircleHelp, LifeBuoy, OctagonX, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { Ago } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { kinds } from './filter-values';

const icons: Record<Exclude<InboxItem['kind'], 'proposal'>, LucideIcon> = {
  escalation: LifeBuoy,
  unknown_outcome: CircleHelp,
  dead_letter: OctagonX,
};

/** What kind of thing waits, when it is no proposal. */
export function KindBadge({ kind }: { kind: keyof typeof icons }) {
  // A server of a later release may list other kinds.
  const known = kind in icons;
  const Icon = known ? icons[kind] : CircleHelp;
  return (
    <Badge tone="accent">
      <Icon aria-hidden />
      {known ? kinds[kind] : 'Something new'}
    </Badge>
  );
}

interface ItemHeadingProps {
  item: InboxItem;
  /** Why it waits, in words. */
  why: string;
}

/** The head of an open item that is no proposal. */
export function ItemHeading({ item, why }: ItemHeadingProps) {
  return (
    <header className="flex flex-col gap-2">
      <h2 tabIndex={-1} data-detail-heading className="rounded text-title font-semibold break-words">
        <VisibleText text={item.title} />
      </h2>
      <div className="flex flex-wrap items-center gap-1.5 text-small text-quiet">
        {item.kind !== 'proposal' && <KindBadge kind={item.kind} />}
        <span>
          <VisibleText text={item.requester.name} /> · {item.runId === null && 'outside agent '}
          {item.agent} · <Ago at={item.createdAt} />
        </span>
      </div>
      <p className="text-small">
        {why}{' '}
        {item.runId !== null && (
          <Link href={`/runs/${item.runId}`} className="text-accent underline underline-offset-2">
            The whole run
          </Link>
        )}
      </p>
    </header>
  );
}
