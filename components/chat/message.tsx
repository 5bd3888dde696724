import { clsx } from 'clsx';
import { Bot, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { Ago } from '@/components/time/moments';
import type { MessageView } from '@/lib/api/contract/conversation';
import { Reply } from './markdown';

interface MessageProps {
  message: MessageView;
  /** Who the conversation belongs to. */
  requester: string;
  agent: string;
}

/** One message of a thread under its author's name. */
export function Message({ message, requester, agent }: MessageProps) {
  const { role, text, author, at, citations } = message;
  if (role === 'user') {
    return (
      <Turn author={requester} side="right" at={at}>
        <p className="break-words whitespace-pre-wrap">
          <VisibleText text={text} />
        </p>
      </Turn>
    );
  }
  return (
    <Turn
      author={role === 'person' ? (author?.name ?? 'Support') : agent}
      person={role === 'person'}
      side="left"
      at={at}
    >
      {role === 'person' ? (
        <p className="break-words whitespace-pre-wrap">
          <VisibleText text={text} />
        </p>
      ) : (
        <Reply text={text} articles={citations ?? []} />
      )}
    </Turn>
  );
}

interface TurnProps {
  author: string;
  side: 'left' | 'right';
  person?: boolean;
  at?: string;
  label?: ReactNode;
  children: ReactNode;
}

/** What one side said, in its place in the thread. */
export function Turn({ author, side, person, at, label, children }: TurnProps) {
  const Icon = person ? UserRound : Bot;
  return (
    <article
      aria-label={`${author} wrote`}
      className={clsx('flex max-w-[85%] flex-col gap-1', side === 'right' && 'items-end self-end')}
    >
      <p className="flex items-center gap-1.5 text-meta text-quiet">
        {side === 'left' && <Icon aria-hidden className="size-3.5" />}
        <span className="font-medium text-ink">
          <VisibleText text={author} />
        </span>
        {person && <span>· a person of the support team</span>}
        {at && (
          <span>
            · <Ago at={at} />
          </span>
        )}
        {label}
      </p>
      <div
        className={clsx(
          'max-w-full rounded-lg px-3 py-2',
          side === 'right' && 'bg-accent-soft',
          side === 'left' && (person ? 'bg-success-soft' : 'bg-surface ring-1 ring-line ring-inset'),
        )}
      >
        {children}
      </div>
    </article>
  );
}
