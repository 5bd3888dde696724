'use client';

import { LifeBuoy } from 'lucide-react';
import Link from 'next/link';
import { Thread } from '@/components/chat/thread';
import { VisibleText } from '@/components/diff/visible-text';
import { reasonInWords } from '@/components/run/reason-words';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useConversation } from '@/lib/api/client/use-conversations';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { ResolvePanel } from './resolve-panel';

/** A run an agent could not finish: why, the thread, and the ways on. */
export function EscalationDetail({ item }: { item: InboxItem }) {
  const { data: conversation, error, refetch } = useConversation(item.conversationId);
  return (
    <article aria-label={item.title} className="flex flex-col gap-4">
      <header className="flex flex-col gap-2">
        <h2 tabIndex={-1} data-detail-heading className="rounded text-title font-semibold break-words">
          <VisibleText text={item.title} />
        </h2>
        <div className="flex flex-wrap items-center gap-1.5 text-small text-quiet">
          <Badge tone="accent">
            <LifeBuoy aria-hidden />
            Escalation
          </Badge>
          <span>
            <VisibleText text={item.requester.name} /> · {item.agent} · <Ago at={item.createdAt} />
          </span>
        </div>
        <p className="text-small">
          {reasonInWords(item.reason)}{' '}
          <Link href={`/runs/${item.runId}`} className="text-accent underline underline-offset-2">
            The whole run
          </Link>
        </p>
      </header>
      {item.status === 'closed' && <Closed item={item} />}
      {error && !conversation && (
        <ErrorNotice error={error} what="The conversation could not be loaded." onRetry={() => void refetch()} />
      )}
      {!conversation && !error && <Skeleton className="h-40 w-full" />}
      {conversation && (
        <section aria-label="Conversation" className="rounded-md p-4 ring-1 ring-line">
          <Thread conversation={conversation} agent={item.agent} staff mayCancel={false} />
        </section>
      )}
      {item.status === 'pending' && <ResolvePanel id={item.id} requester={item.requester.name} />}
    </article>
  );
}

const outcomes: Record<string, string> = {
  reply: 'answered it in the thread',
  resume: 'let the agent go on with guidance',
  close: 'closed it',
};

function Closed({ item: { closedBy, closedAt, outcome } }: { item: InboxItem }) {
  return (
    <Notice tone="success">
      {closedBy?.name ?? 'Somebody'} {outcomes[outcome ?? ''] ?? 'resolved it'}
      {closedAt && (
        <>
          {' '}
          <Ago at={closedAt} />
        </>
      )}
      .
    </Notice>
  );
}
