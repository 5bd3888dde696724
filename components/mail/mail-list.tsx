'use client';

import { MailOpen } from 'lucide-react';
import { EmailPreview } from '@/components/diff/email-preview';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useMail } from '@/lib/api/client/use-mail';

/** The mail the demo caught instead of sending it. */
export function MailList() {
  const { data: mail, error, refetch } = useMail();
  if (error && !mail) {
    return <ErrorNotice error={error} what="The mail could not be loaded." onRetry={() => void refetch()} />;
  }
  if (!mail) return <Skeleton className="h-40 w-full" />;
  if (mail.length === 0) {
    return (
      <EmptyState icon={MailOpen} title="No mail has been caught">
        Once an approved e-mail has run, it stands here: the demo sends nothing outside.
      </EmptyState>
    );
  }
  return (
    <ul className="flex flex-col gap-4">
      {mail.map(({ id, sender, recipients, subject, text, receivedAt }) => (
        <li key={id} className="flex flex-col gap-1">
          <p className="text-meta text-quiet">
            From <VisibleText text={sender} /> · <Ago at={receivedAt} />
          </p>
          <EmailPreview label="Caught e-mail" email={{ to: recipients, subject, body: text }} />
        </li>
      ))}
    </ul>
  );
}
