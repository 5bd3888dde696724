import { clsx } from 'clsx';
import { Clock, Eye, Layers } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ReversibilityBadge } from '@/components/proposal/reversibility-badge';
import { Ago, TimeLeft } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { KindBadge } from './item-heading';
import { whyNotInWords } from './why-not-words';

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
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      data-inbox-row={item.id}
      aria-current={open ? 'true' : undefined}
      className={clsx(
        'flex min-w-0 flex-1 flex-col gap-1 py-2.5 pr-3 outline-offset-[-2px]',
        open ? 'bg-accent-soft' : 'hover:bg-surface',
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
        <Standing item={item} />
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
  );
}

/** Whose it is, who is at it, and whether one put it off. */
function Standing({ item }: { item: InboxItem }) {
  const whyNot = whyNotInWords(item);
  const quorum = item.status === 'pending' && (item.requiredApprovals ?? 1) > 1;
  const [first, ...others] = item.looking;
  return (
    <>
      {quorum && (
        <Badge tone="accent">
          {item.givenApprovals} of {item.requiredApprovals} approvals
        </Badge>
      )}
      {whyNot && <Badge>{whyNot}</Badge>}
      {item.snoozed && (
        <Badge>
          <Clock aria-hidden />
          snoozed
        </Badge>
      )}
      {first && (
        <Badge tone="accent" title={item.looking.map(({ name }) => name).join(', ')}>
          <Eye aria-hidden />
          <VisibleText text={first.name} />
          {others.length > 0 && ` +${others.length}`} looking
        </Badge>
      )}
    </>
  );
}
