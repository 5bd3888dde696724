'use client';

import { useState } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { usePeople } from '@/lib/api/client/use-people';
import { InvitationList } from './invitation-list';
import { InviteForm } from './invite-form';
import { PersonDialog } from './person-dialog';
import { PersonRow } from './person-row';
import { SettingsHeading } from './settings-heading';

/** Everybody who can sign in, or could; and how more come. */
export function PeopleScreen() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePeople();
  const [openId, setOpenId] = useState<string>();
  const people = data?.pages.flatMap(({ items }) => items);
  const open = people?.find(({ id }) => id === openId);
  return (
    <>
      <SettingsHeading title="People">
        Who may sign in, and as what. A change of role or access counts at once, on pages that are open too.
      </SettingsHeading>
      <section aria-labelledby="invite" className="flex flex-col gap-2">
        <h2 id="invite" className="font-semibold">
          Invite somebody
        </h2>
        <InviteForm />
        <InvitationList />
      </section>
      <section aria-labelledby="everybody" className="flex flex-col gap-2">
        <h2 id="everybody" className="font-semibold">
          Everybody
        </h2>
        {error && !people && (
          <ErrorNotice error={error} what="The people could not be loaded." onRetry={() => void refetch()} />
        )}
        {!people && !error && <Skeleton className="h-40 w-full" />}
        <ul aria-label="People" className="divide-y rounded-md ring-1 ring-line empty:hidden">
          {people?.map((person) => (
            <PersonRow key={person.id} person={person} onOpen={() => setOpenId(person.id)} />
          ))}
        </ul>
        {hasNextPage && (
          <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </section>
      {open && <PersonDialog key={open.id} person={open} onClose={() => setOpenId(undefined)} />}
    </>
  );
}
