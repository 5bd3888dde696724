'use client';

import { toast } from 'sonner';
import { withMarks } from '@/components/diff/hidden-characters';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/lib/api/client/use-me';
import { useRetryDeadLetter } from '@/lib/api/client/use-outcome';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { hasRole } from '@/lib/domain/has-role';
import { ClosedNotice } from './closed-notice';
import { ItemHeading } from './item-heading';

const WHY =
  'This run broke several times at the same step, so it was set aside. What it had done stays done; nothing more runs until somebody lets it go on.';

/** A run that was set aside because it kept breaking. */
export default function DeadLetter({ item }: { item: InboxItem }) {
  const { mutate, isPending, error } = useRetryDeadLetter(item.id);
  const me = useMe().data?.user;
  const retry = () => mutate(undefined, { onSuccess: () => toast.success('The run goes on.') });
  return (
    <article aria-label={withMarks(item.title)} className="flex flex-col gap-4 pb-6">
      <ItemHeading item={item} why={WHY} />
      {item.status === 'closed' && <ClosedNotice item={item} words={{ retried: 'let it go on' }} />}
      {error && <ErrorNotice error={error} what="The run did not go on." writes />}
      {item.status === 'pending' && me && !hasRole(me.role, 'admin') && (
        <Notice tone="info">An admin can let it go on from here.</Notice>
      )}
      {item.status === 'pending' && me && hasRole(me.role, 'admin') && (
        <Button look="primary" className="self-start" disabled={isPending} onClick={retry}>
          Let the run go on
        </Button>
      )}
    </article>
  );
}
