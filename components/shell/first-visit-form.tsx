'use client';

import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Input } from '@/components/ui/text-box';
import type { Problem } from '@/lib/api/contract/problem';

const inputs = {
  name: { label: 'Name', hint: undefined, type: 'text', autoComplete: 'name' },
  email: { label: 'Email', hint: undefined, type: 'email', autoComplete: 'username' },
  password: { label: 'Password', hint: '12 characters or more.', type: 'password', autoComplete: 'new-password' },
};

interface FirstVisitFormProps {
  /** Where it is sent. */
  path: string;
  fields: (keyof typeof inputs)[];
  button: string;
}

/** Sends a new person with the secret that stands behind # in their link, which no server log ever sees. */
export function FirstVisitForm({ path, fields, button }: FirstVisitFormProps) {
  const [problem, setProblem] = useState<Pick<Problem, 'detail' | 'errors'>>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const refusal = await send(path, new FormData(event.currentTarget));
    if (!refusal) return window.location.assign('/');
    setProblem(refusal);
    setBusy(false);
  };

  const faultOf = (name: string) => problem?.errors?.find(({ pointer }) => pointer === `/${name}`)?.message;
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      {fields.map((name) => {
        const { label, hint, ...input } = inputs[name];
        return (
          <Field key={name} label={label} hint={hint} error={faultOf(name)}>
            {(control) => <Input {...control} {...input} name={name} required />}
          </Field>
        );
      })}
      {problem && !problem.errors?.length && <Notice tone="danger">{problem.detail}</Notice>}
      <Button type="submit" look="primary" disabled={busy}>
        {button}
      </Button>
    </form>
  );
}

async function send(path: string, form: FormData): Promise<Pick<Problem, 'detail' | 'errors'> | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...Object.fromEntries(form), token: window.location.hash.slice(1) }),
    });
    return response.ok ? undefined : ((await response.json()) as Problem);
  } catch {
    return { detail: 'The server did not answer. Try again in a minute; the link works once.' };
  }
}
