'use client';

import { withMarks } from '@/components/diff/hidden-characters';
import { Thread } from '@/components/chat/thread';
import { FindingList } from '@/components/run/finding-list';
import { reasonInWords } from '@/components/run/reason-words';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useConversation } from '@/lib/api/client/use-conversations';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { ClosedNotice } from './closed-notice';
import { ItemHeading } from './item-heading';
import { ResolvePanel } from './resolve-panel';

const NOT_SENT = 'The agent’s answer was not sent. It stands below for you to edit.';

/** A run an agent could not finish: why, the thread, and the ways on. */
export default function EscalationDetail({ item }: { item: InboxItem }) {
  const { data: conversation, error, refetch } = useConversation(item.conversationId ?? undefined);
  return (
    <article aria-label={withMarks(item.title)} className="flex flex-col gap-4">
      <ItemHeading item={item} why={reasonInWords(item.reason)} />
      {item.status === 'closed' && <ClosedNotice item={item} words={outcomes} />}
      {error && !conversation && (
        <ErrorNotice error={error} what="The conversation could not be loaded." onRetry={() => void refetch()} />
      )}
      {!conversation && !error && <Skeleton className="h-40 w-full" />}
      {conversation && (
        <section aria-label="Conversation" className="rounded-md p-4 ring-1 ring-line">
          <Thread conversation={conversation} agent={item.agent} staff mayCancel={false} />
        </section>
      )}
      {item.draft && <FindingList findings={item.draft.findings} title={NOT_SENT} />}
      {item.draft?.findings.length === 0 && <Notice tone="warning">{NOT_SENT}</Notice>}
      {item.status === 'pending' && (
        <ResolvePanel id={item.id} requester={item.requester.name} draft={item.draft?.text ?? ''} />
      )}
    </article>
  );
}

const outcomes: Record<string, string> = {
  reply: 'answered it in the thread',
  resume: 'let the agent go on with guidance',
  close: 'closed it',
};
