import { Layers } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ReversibilityBadge } from '@/components/proposal/reversibility-badge';
import { Ago, TimeLeft } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { KindBadge } from './item-heading';

interface InboxRowProps {
  item: InboxItem;
  href: string;
  open: boolean;
  /** It stands with others of its turn: its place among them. */
  group: { number: number; of: number } | undefined;
}

/** One thing that waits: the sentence, how far it can be undone, who, how old, how long. */
export function InboxRow({ item, href, open, group }: InboxRowProps) {
  return (
    <li className={classNames('relative border-b', group && group.number < group.of && 'border-b-transparent')}>
      <Link
        href={href}
        scroll={false}
        data-inbox-row={item.id}
        aria-current={open ? 'true' : undefined}
        className={classNames(
          'flex flex-col gap-1 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface',
          open && 'bg-accent-soft hover:bg-accent-soft',
        )}
      >
        <span className="flex items-start justify-between gap-3">
          <span className="line-clamp-2 min-w-0 text-body font-medium break-words">
            <VisibleText text={item.title} />
          </span>
          <span className="shrink-0 pt-px text-meta text-quiet">
            {item.status === 'pending' && item.expiresAt && <TimeLeft until={item.expiresAt} />}
            {item.status === 'closed' && item.outcome && <Badge>{item.outcome.replaceAll('_', ' ')}</Badge>}
          </span>
        </span>
        <span className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-meta text-quiet">
          {item.reversibility && <ReversibilityBadge reversibility={item.reversibility} />}
          {item.kind !== 'proposal' && <KindBadge kind={item.kind} />}
          {group && (
            <Badge title="Proposed together with other steps">
              <Layers aria-hidden />
              step {group.number} of {group.of}
            </Badge>
          )}
          {item.status === 'pending' && !item.mayDecide && <Badge>not yours to decide</Badge>}
          <span className="min-w-0 truncate">
            {item.agent} ·{' '}
            {item.requester.name !== item.agent && (
              <>
                <VisibleText text={item.requester.name} /> ·{' '}
              </>
            )}
            <Ago at={item.status === 'closed' ? (item.closedAt ?? item.createdAt) : item.createdAt} />
          </span>
        </span>
      </Link>
    </li>
  );
}
