'use client';

import { useState, type SubmitEvent } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useChangePerson } from '@/lib/api/client/use-people';
import type { PersonView } from '@/lib/api/contract/people';
import { RoleField } from './role-field';
import { TokenList } from './token-list';

/** What an admin can change about one user: role, access, tokens. */
export function PersonDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { id, name, hasPassword, hasIdentity, disabledAt } = person;
  const [role, setRole] = useState(person.role);
  const { mutate, isPending, error } = useChangePerson(id);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    mutate({ act: 'role', role });
  };
  const ways = [hasPassword ? 'password' : '', hasIdentity ? 'identity provider' : ''].filter(Boolean);
  return (
    <Dialog open onOpenChange={onClose} title={name}>
      <div className="flex flex-col gap-4 text-small">
        <p className="text-quiet">Signs in by {ways.join(' or ') || 'API token only'}.</p>
        <form method="post" onSubmit={save} className="flex flex-col gap-2">
          <RoleField
            value={role}
            onChange={setRole}
            hint="Another role ends their sessions. Where groups of the identity provider give roles, those count again at their next sign-in."
          />
          <Button type="submit" className="self-start" disabled={isPending || role === person.role}>
            Save the role
          </Button>
        </form>
        <div className="flex flex-col gap-2 border-t pt-4">
          <p>
            {disabledAt
              ? 'Disabled: nobody gets in as this person. Let in again, they have their role and groups, but no session and no token.'
              : 'Disabling ends all sessions and API tokens at once. Approvals that have not been sent yet no longer count.'}
          </p>
          <Button
            look={disabledAt ? 'plain' : 'danger'}
            className="self-start"
            disabled={isPending}
            onClick={() => mutate({ act: disabledAt ? 'enable' : 'disable' })}
          >
            {disabledAt ? `Let ${name} in again` : `Disable ${name}`}
          </Button>
        </div>
        {hasIdentity && (
          <div className="flex flex-col gap-2 border-t pt-4">
            <p>
              Unlinking ends their sessions and the groups the identity provider gave. Whoever next comes in by it with
              this verified address is linked anew.
            </p>
            <Button className="self-start" disabled={isPending} onClick={() => mutate({ act: 'unlink' })}>
              Unlink the identity provider
            </Button>
          </div>
        )}
        {error && <ErrorNotice error={error} what="Nothing was changed." writes />}
        <div className="flex flex-col gap-2 border-t pt-4">
          <h3 className="font-semibold">API tokens</h3>
          <TokenList userId={id} />
        </div>
      </div>
    </Dialog>
  );
}
