'use client';

import type { Ref } from 'react';
import { withMarks } from '@/components/diff/hidden-characters';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/text-box';
import type { Confirmation } from '@/lib/domain/confirmation';

interface TypedConfirmationProps {
  confirmation: Confirmation;
  typed: string;
  onTyped: (typed: string) => void;
  ref?: Ref<HTMLInputElement>;
}

/** What the policy wants typed before an approval counts, so that nobody gives it without reading it. */
export function TypedConfirmation({ confirmation: { argument, value }, typed, onTyped, ref }: TypedConfirmationProps) {
  return (
    <Field label={`To approve, type ${argument.replaceAll('_', ' ')}: ${withMarks(value)}`}>
      {(control) => (
        <Input
          {...control}
          ref={ref}
          autoComplete="off"
          spellCheck={false}
          className="max-w-sm font-mono"
          value={typed}
          onChange={(event) => onTyped(event.target.value)}
        />
      )}
    </Field>
  );
}
