'use client';

import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Input } from '@/components/ui/text-box';
import type { Problem } from '@/lib/api/contract/problem';

const fields = [
  { name: 'name', label: 'Name', type: 'text', autoComplete: 'name' },
  { name: 'email', label: 'Email', type: 'email', autoComplete: 'username' },
  {
    name: 'password',
    label: 'Password',
    hint: '12 characters or more.',
    type: 'password',
    autoComplete: 'new-password',
  },
];

/** Sends the new admin with the secret that stands behind # in the link, which no server log ever sees. */
export function SetupForm() {
  const [problem, setProblem] = useState<Pick<Problem, 'detail' | 'errors'>>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const refusal = await makeAdmin(new FormData(event.currentTarget));
    if (!refusal) return window.location.assign('/');
    setProblem(refusal);
    setBusy(false);
  };

  const faultOf = (name: string) => problem?.errors?.find(({ pointer }) => pointer === `/${name}`)?.message;
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      {fields.map(({ name, label, hint, ...input }) => (
        <Field key={name} label={label} hint={hint} error={faultOf(name)}>
          {(control) => <Input {...control} {...input} name={name} required />}
        </Field>
      ))}
      {problem && !problem.errors?.length && <Notice tone="danger">{problem.detail}</Notice>}
      <Button type="submit" look="primary" disabled={busy}>
        Make this admin
      </Button>
    </form>
  );
}

async function makeAdmin(form: FormData): Promise<Pick<Problem, 'detail' | 'errors'> | undefined> {
  try {
    const response = await fetch('/api/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...Object.fromEntries(form), token: window.location.hash.slice(1) }),
    });
    return response.ok ? undefined : ((await response.json()) as Problem);
  } catch {
    return { detail: 'The server did not answer. Nobody was made admin; try again in a minute.' };
  }
}
