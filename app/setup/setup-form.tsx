'use client';

import { useState, type SubmitEvent } from 'react';
import type { Problem } from '@/lib/api/contract/problem';

const fields = [
  { name: 'name', label: 'Name', type: 'text', autoComplete: 'name' },
  { name: 'email', label: 'Email', type: 'email', autoComplete: 'username' },
  { name: 'password', label: 'Password (12 characters or more)', type: 'password', autoComplete: 'new-password' },
] as const;

/** Sends the new admin with the secret that stands behind # in the link, which no server log ever sees. */
export function SetupForm() {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const given = Object.fromEntries(new FormData(event.currentTarget));
    const response = await fetch('/api/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...given, token: window.location.hash.slice(1) }),
    });
    if (response.ok) return window.location.assign('/');
    setProblem((await response.json()) as Problem);
    setBusy(false);
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {fields.map(({ name, label, ...input }) => (
        <label key={name} className="flex flex-col gap-1 text-sm">
          {label}
          <input {...input} name={name} required className="rounded-md border px-3 py-2" />
        </label>
      ))}
      {problem && (
        <p role="alert" className="text-sm text-red-700 dark:text-red-400">
          {problem.errors?.map(({ message }) => message).join(' ') ?? problem.detail}
        </p>
      )}
      <button
        type="submit"
        disabled={busy}
        className="rounded-md bg-black px-3 py-2 text-white dark:bg-white dark:text-black"
      >
        Make this admin
      </button>
    </form>
  );
}
