'use client';

import { useState, type SubmitEvent } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Input } from '@/components/ui/text-box';
import { useInvite } from '@/lib/api/client/use-people';
import type { InviteAnswer } from '@/lib/api/contract/people';
import type { Role } from '@/lib/domain/role';
import { RoleField } from './role-field';
import { SecretOnce } from './secret-once';

const mailWords: Record<InviteAnswer['mail'], string> = {
  sent: 'The link was mailed.',
  not_sent: 'The mail server did not take the mail. Send the link yourself.',
  unknown: 'Nobody knows whether the mail was sent. Ask, or send the link yourself.',
  off: 'No mail server is set, so send the link yourself.',
};

/** Invites somebody: an address and a role in, a link out. */
export function InviteForm() {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('reviewer');
  const { mutate, isPending, error, data } = useInvite();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate({ email, role }, { onSuccess: () => setEmail('') });
  };
  return (
    <div className="flex flex-col gap-3">
      <form
        method="post"
        aria-label="Invite somebody"
        onSubmit={submit}
        className="grid items-end gap-2 md:grid-cols-[1fr_14rem_auto]"
      >
        <Field label="E-mail address">
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <RoleField value={role} onChange={setRole} />
        <Button type="submit" look="primary" disabled={isPending}>
          Invite
        </Button>
      </form>
      {error && <ErrorNotice error={error} what="Nobody was invited." />}
      {data && !error && (
        <div className="flex flex-col gap-2">
          <Notice tone={data.mail === 'sent' ? 'success' : 'info'}>
            {data.invitation.email} is invited. {mailWords[data.mail]}
          </Notice>
          <SecretOnce key={data.link} label="Invitation link" value={data.link} />
        </div>
      )}
    </div>
  );
}
