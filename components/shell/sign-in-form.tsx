'use client';

import { signIn } from 'next-auth/react';
import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Input } from '@/components/ui/text-box';
import type { Role } from '@/lib/domain/role';

const demoPeople: { role: Role; label: string }[] = [
  { role: 'user', label: 'Continue as Mia (customer)' },
  { role: 'reviewer', label: 'Continue as Ravi (reviewer)' },
  { role: 'admin', label: 'Continue as Ada (admin)' },
];

const refusals: Record<string, string> = {
  CredentialsSignin: 'E-mail address or password is wrong. Check both and try again.',
  too_many_requests: 'Too many failed sign-ins for this address. Wait fifteen minutes and try again.',
  session_ended:
    'You were signed out: your session ended, your role was changed, or your access was switched off. Nothing more was decided from the open page.',
  account_disabled: 'Your account here is switched off. Nobody was signed in; ask an admin.',
  email_unverified:
    'The identity provider has not confirmed your e-mail address. Confirm it there and try again; nobody was signed in.',
  identity_conflict:
    'This e-mail address belongs to another person of the identity provider. Nobody was signed in; ask an admin.',
  AccessDenied: 'The identity provider did not let you in. Nobody was signed in; try again or ask an admin.',
  OAuthSignin: 'The identity provider cannot be reached. Try again in a minute; if it stays, tell your admin.',
  OAuthCallback: 'Signing in was broken off, or took too long. Nobody was signed in; try again.',
  unavailable: 'The server cannot look up accounts right now. Try again in a minute.',
};

function wordsFor(code: string): string {
  return refusals[code] ?? 'Signing in did not work. Try again; if it stays, tell your admin.';
}

interface SignInFormProps {
  demo: boolean;
  /** The identity provider's host, where there is one. */
  provider: string | null;
  /** The page to open afterwards. */
  returnTo: string;
  /** Why signing in by the provider led back here. */
  error: string | null;
}

export function SignInForm({ demo, provider, returnTo, error }: SignInFormProps) {
  const [refusal, setRefusal] = useState(error === null ? undefined : wordsFor(error));
  const [busy, setBusy] = useState(false);

  const enter = async (provider: string, credentials: Record<string, string>) => {
    setBusy(true);
    setRefusal(undefined);
    const code = await signIn(provider, { ...credentials, redirect: false }).then(
      (answer) => answer?.error ?? undefined,
      () => 'unavailable',
    );
    if (code === undefined) return window.location.assign(returnTo);
    setRefusal(wordsFor(code));
    setBusy(false);
  };
  const leaveForProvider = () => {
    setBusy(true);
    void signIn('oidc', { callbackUrl: returnTo }).catch(() => {
      setRefusal(wordsFor('unavailable'));
      setBusy(false);
    });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter('credentials', { email: String(form.get('email')), password: String(form.get('password')) });
  };

  return (
    <div className="flex flex-col gap-4">
      {provider && (
        <Button look="primary" disabled={busy} onClick={leaveForProvider}>
          Sign in with {provider}
        </Button>
      )}
      {demo && <DemoSignIn busy={busy} onChoose={(role) => void enter('demo', { role })} />}
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Email">
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
        </Field>
        <Field label="Password">
          {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required />}
        </Field>
        {refusal && <Notice tone="danger">{refusal}</Notice>}
        <Button type="submit" look={demo || provider ? 'plain' : 'primary'} disabled={busy}>
          Sign in
        </Button>
      </form>
    </div>
  );
}

function DemoSignIn({ busy, onChoose }: { busy: boolean; onChoose: (role: Role) => void }) {
  return (
    <section aria-label="Demo accounts" className="flex flex-col gap-2 border-b pb-4">
      <p className="text-small text-quiet">This is the demo: look at it as any of three people.</p>
      {demoPeople.map(({ role, label }) => (
        <Button key={role} look={role === 'user' ? 'primary' : 'plain'} disabled={busy} onClick={() => onChoose(role)}>
          {label}
        </Button>
      ))}
    </section>
  );
}
