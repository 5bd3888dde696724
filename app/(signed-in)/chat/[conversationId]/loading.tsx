import { ThreadSkeleton } from '@/components/chat/thread-skeleton';

/** Stands there at once when a conversation is opened. */
export default function ConversationLoading() {
  return (
    <div className="mx-auto w-full max-w-3xl p-4">
      <ThreadSkeleton />
    </div>
  );
}
