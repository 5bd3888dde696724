'use client';

import { clsx } from 'clsx';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useConversations } from '@/lib/api/client/use-conversations';

interface ConversationListProps {
  openId: string | undefined;
  onOpen?: () => void;
}

/** A person's own conversations, latest first. */
export function ConversationList({ openId, onOpen = () => undefined }: ConversationListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useConversations({ scope: 'own' });
  const conversations = data?.pages.flatMap((page) => page.items);
  return (
    <nav aria-label="Conversations" className="flex flex-col gap-2 p-2">
      <Button asChild className="justify-start">
        <Link href="/chat" onClick={onOpen}>
          <Plus aria-hidden />
          New conversation
        </Link>
      </Button>
      {error && !conversations && (
        <ErrorNotice error={error} what="Your conversations could not be loaded." onRetry={() => void refetch()} />
      )}
      {!conversations && !error && [1, 2, 3].map((row) => <Skeleton key={row} className="h-12 w-full" />)}
      {conversations?.length === 0 && (
        <p className="px-2 text-small text-quiet">Your conversations will be listed here.</p>
      )}
      {conversations && conversations.length > 0 && (
        <ul className="flex flex-col gap-0.5">
          {conversations.map(({ id, title, updatedAt }) => (
            <li key={id}>
              <Link
                href={`/chat/${id}`}
                onClick={onOpen}
                aria-current={id === openId ? 'page' : undefined}
                className={clsx(
                  'flex flex-col rounded-md px-2.5 py-1.5 outline-offset-[-2px] hover:bg-surface',
                  id === openId && 'bg-surface',
                )}
              >
                <span className="truncate text-small font-medium">
                  <VisibleText text={title} />
                </span>
                <span className="text-meta text-quiet">
                  <Ago at={updatedAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>Show more</Button>}
    </nav>
  );
}
