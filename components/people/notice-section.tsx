'use client';

import { ErrorNotice } from '@/components/shell/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useNotices } from '@/lib/api/client/use-notices';
import { NoticeForm } from './notice-form';

/** How one is told of what waits and what was decided. */
export function NoticeSection({ mayDecide }: { mayDecide: boolean }) {
  const { data, error, refetch } = useNotices();
  return (
    <section aria-labelledby="notices" className="flex flex-col gap-3">
      <div>
        <h2 id="notices" className="font-semibold">
          Notices
        </h2>
        <p className="text-small text-quiet">
          A notice is a link to what it is about. Many at once come as one message. Nothing is decided by opening it.
        </p>
      </div>
      {error && !data && (
        <ErrorNotice error={error} what="Your settings could not be loaded." onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton className="h-24" />}
      {data?.channels.length === 0 && (
        <p className="text-small">
          Nobody is told anything here: neither a mail server (<code>SMTP_URL</code>) nor Slack (
          <code>SLACK_BOT_TOKEN</code>) is set.
        </p>
      )}
      {data && data.channels.length > 0 && <NoticeForm given={data} mayDecide={mayDecide} />}
    </section>
  );
}
