'use client';

import { useState, type SubmitEvent } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/text-box';
import { useMakeToken } from '@/lib/api/client/use-tokens';
import { SecretOnce } from './secret-once';
import { TokenList } from './token-list';

/** One's own API tokens: make, see, end. */
export function OwnTokens({ userId }: { userId: string }) {
  const [name, setName] = useState('');
  const { mutate, isPending, error, data } = useMakeToken(userId);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate({ name }, { onSuccess: () => setName('') });
  };
  return (
    <section aria-labelledby="tokens" className="flex flex-col gap-3">
      <h2 id="tokens" className="font-semibold">
        API tokens
      </h2>
      <p className="text-small text-quiet">
        A program with your token may do whatever you may. End it when it is lost.
      </p>
      <form method="post" aria-label="Make a token" onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <Field label="What it is for">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={isPending}>
          Make a token
        </Button>
      </form>
      {error && <ErrorNotice error={error} what="No token was made." />}
      {data && !error && <SecretOnce key={data.item.id} label={`Token for ${data.item.name}`} value={data.token} />}
      <TokenList userId={userId} />
    </section>
  );
}
