'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { useConversation } from '@/lib/api/client/use-conversations';
import { useMe } from '@/lib/api/client/use-me';
import { useStartRun } from '@/lib/api/client/use-runs';
import { hasRole } from '@/lib/domain/role';
import { Composer } from './composer';
import { FollowEnd } from './follow-end';
import { Turn } from './message';
import { Thread } from './thread';
import { ThreadSkeleton } from './thread-skeleton';
import { NoAgent, Welcome } from './welcome';

export interface AgentName {
  name: string;
  /** What people call it. */
  title: string;
}

interface ConversationScreenProps {
  /** Undefined for one that has not begun. */
  conversationId?: string;
  agents: readonly AgentName[];
}

/** A conversation with its composer; writing is possible while something waits. */
export function ConversationScreen({ conversationId, agents }: ConversationScreenProps) {
  const router = useRouter();
  const { data: conversation, error, refetch } = useConversation(conversationId);
  const me = useMe().data?.user;
  const start = useStartRun();
  const [text, setText] = useState('');
  const agent = conversationId ? agents.find(({ name }) => name === conversation?.agent) : agents[0];
  const mine = !conversation || conversation.requester.id === me?.id;
  const sending = start.isPending ? start.variables.message : undefined;

  const send = () => {
    if (!agent) return;
    const target = conversationId === undefined ? {} : { conversationId };
    start.mutate(
      { agent: agent.name, message: text.trim(), ...target },
      {
        onSuccess: ({ run }) => conversationId ?? router.push(`/chat/${run.conversationId}`),
        onError: () => setText(text),
      },
    );
    setText('');
  };

  return (
    <>
      <h1 className="sr-only">{conversation?.title ?? 'New conversation'}</h1>
      <FollowEnd key={conversationId ?? 'new'}>
        {!conversationId && !sending && agent && <Welcome agent={agent.title} onChoose={setText} />}
        {!conversationId && !agent && <NoAgent />}
        {conversationId && !conversation && !error && <ThreadSkeleton />}
        {error && !conversation && (
          <ErrorNotice error={error} what="The conversation could not be loaded." onRetry={() => void refetch()} />
        )}
        {conversation && (
          <Thread
            conversation={conversation}
            agent={agent?.title ?? conversation.agent}
            staff={me !== undefined && hasRole(me.role, 'reviewer')}
            mayCancel={mine}
          />
        )}
        {sending !== undefined && (
          <Turn author={me?.name ?? 'You'} side="right" label="· sending…">
            <p className="break-words whitespace-pre-wrap">{sending}</p>
          </Turn>
        )}
      </FollowEnd>
      <div className="border-t px-4 py-3">
        <div className="mx-auto flex max-w-3xl flex-col gap-2">
          {start.error && <ErrorNotice error={start.error} what="Your message was not taken." writes />}
          {!mine && (
            <p className="text-small text-quiet">
              This is <VisibleText text={conversation.requester.name} />
              ’s conversation. You answer in it when it is handed to the support team.
            </p>
          )}
          {mine && conversation && !agent && (
            <p className="text-small text-quiet">
              {conversation.agent} does not work here any more, so this conversation has ended.
            </p>
          )}
          {mine && (agent || (conversationId && !conversation)) && (
            <Composer text={text} onChange={setText} onSend={send} busy={start.isPending} />
          )}
        </div>
      </div>
    </>
  );
}
