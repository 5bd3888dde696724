'use client';

import { ArrowLeft, Clock, Eye } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock as Moment } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { Key } from '@/components/ui/key';
import { useSnooze } from '@/lib/api/client/use-inbox-item';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { useInboxFilters } from './inbox-filters';

interface ItemStripProps {
  /** Null when it is in no inbox, undefined while it is loaded. */
  item: InboxItem | null | undefined;
  onSnooze: () => void;
}

/** Above an open item: the way back on a phone, who else is looking, and putting it off. Its height is always the same. */
export function ItemStrip({ item, onSnooze }: ItemStripProps) {
  const { linkTo } = useInboxFilters();
  const waits = item?.status === 'pending';
  return (
    <div className="flex h-12 items-center gap-2 px-2 max-md:border-b md:h-9 md:px-6 md:pt-1">
      <Button asChild look="quiet" className="md:hidden">
        <Link href={linkTo('/inbox')}>
          <ArrowLeft aria-hidden />
          Inbox
        </Link>
      </Button>
      <p role="status" className="flex min-w-0 flex-1 items-center gap-1.5 text-small text-accent">
        {waits && item.looking.length > 0 && (
          <>
            <Eye aria-hidden className="size-4 shrink-0" />
            <span className="truncate">
              <VisibleText text={item.looking.map(({ name }) => name).join(', ')} />{' '}
              {item.looking.length === 1 ? 'is' : 'are'} looking at this
            </span>
          </>
        )}
      </p>
      {waits && (item.snoozed ? <Wake item={item} until={item.snoozed.until} /> : <Snooze onSnooze={onSnooze} />)}
    </div>
  );
}

function Snooze({ onSnooze }: { onSnooze: () => void }) {
  return (
    <Button look="quiet" size="small" onClick={onSnooze}>
      <Clock aria-hidden />
      Snooze
      <Key>s</Key>
    </Button>
  );
}

function Wake({ item, until }: { item: InboxItem; until: string | null }) {
  const { mutate, isPending } = useSnooze();
  return (
    <span className="flex items-center gap-2 text-small text-quiet">
      <span>
        Snoozed{' '}
        {until ? (
          <>
            until <Moment at={until} />
          </>
        ) : (
          'until it changes'
        )}
      </span>
      <Button size="small" disabled={isPending} onClick={() => mutate({ id: item.id, snooze: null })}>
        Wake
      </Button>
    </span>
  );
}
