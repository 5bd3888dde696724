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
  unavailable: 'The server cannot look up accounts right now. Try again in a minute.',
};

interface SignInFormProps {
  demo: boolean;
  /** The page to open afterwards. */
  returnTo: string;
}

export function SignInForm({ demo, returnTo }: SignInFormProps) {
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);

  const enter = async (provider: string, credentials: Record<string, string>) => {
    setBusy(true);
    setRefusal(undefined);
    const code = await signIn(provider, { ...credentials, redirect: false }).then(
      (answer) => answer?.error ?? undefined,
      () => 'unavailable',
    );
    if (code === undefined) return window.location.assign(returnTo);
    setRefusal(refusals[code] ?? 'Signing in did not work. Try again; if it stays, tell your admin.');
    setBusy(false);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter('credentials', { email: String(form.get('email')), password: String(form.get('password')) });
  };

  return (
    <div className="flex flex-col gap-4">
      {demo && <DemoSignIn busy={busy} onChoose={(role) => void enter('demo', { role })} />}
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Email">
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
        </Field>
        <Field label="Password">
          {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required />}
        </Field>
        {refusal && <Notice tone="danger">{refusal}</Notice>}
        <Button type="submit" look={demo ? 'plain' : 'primary'} disabled={busy}>
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
