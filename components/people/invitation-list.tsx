'use client';

import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useInvitations, useRevokeInvitation } from '@/lib/api/client/use-people';

/** The invitations that still work. */
export function InvitationList() {
  const { data: invitations, error } = useInvitations();
  const { mutate, isPending, error: refusal } = useRevokeInvitation();
  return (
    <>
      {error && !invitations && <ErrorNotice error={error} what="The invitations could not be loaded." />}
      {refusal && <ErrorNotice error={refusal} what="The invitation was not taken back." />}
      <ul aria-label="Open invitations" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {invitations?.map(({ id, email, role, expiresAt, invitedBy }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2.5 text-small">
            <span className="min-w-0 flex-1 font-medium break-words max-md:basis-full">
              <VisibleText text={email} />
            </span>
            <Badge>{role}</Badge>
            <span className="text-meta text-quiet">
              invited by <VisibleText text={invitedBy.name} />, until <Clock at={expiresAt} />
            </span>
            <Button size="small" aria-label={`Take back ${email}`} disabled={isPending} onClick={() => mutate(id)}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
