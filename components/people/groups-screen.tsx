'use client';

import { useState, type SubmitEvent } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { Input } from '@/components/ui/text-box';
import { useGroups, useSaveGroup } from '@/lib/api/client/use-groups';
import { GroupCard } from './group-card';
import { SettingsHeading } from './settings-heading';

/** The groups that rules can name. */
export function GroupsScreen() {
  const { data: groups, error, refetch } = useGroups();
  return (
    <>
      <SettingsHeading title="Groups">
        A rule asks a group by its name, as in group:finance. Of its members, reviewers and admins may decide.
      </SettingsHeading>
      <NewGroup />
      {error && !groups && (
        <ErrorNotice error={error} what="The groups could not be loaded." onRetry={() => void refetch()} />
      )}
      {!groups && !error && <Skeleton className="h-40 w-full" />}
      {groups?.length === 0 && <p className="text-small text-quiet">There is none yet.</p>}
      {groups?.map((group) => (
        <GroupCard key={group.name} group={group} />
      ))}
    </>
  );
}

function NewGroup() {
  const [name, setName] = useState('');
  const { mutate, isPending, error } = useSaveGroup();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate({ name, providerGroup: null, role: null }, { onSuccess: () => setName('') });
  };
  return (
    <form method="post" aria-label="Make a group" onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Name of a new group">
          {(control) => (
            <Input
              {...control}
              required
              pattern="[a-z0-9][a-z0-9._\-]*"
              title="Small letters, digits, dots, dashes and underscores"
              maxLength={63}
              className="font-mono"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={isPending}>
          Make the group
        </Button>
      </div>
      {error && <ErrorNotice error={error} what="The group was not made." />}
    </form>
  );
}
