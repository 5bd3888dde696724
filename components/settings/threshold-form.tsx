'use client';

import { useState } from 'react';
import { readFieldSchema } from '@/components/form/field-schema';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import type { JsonObject } from '@/lib/domain/json';

interface ThresholdFormProps {
  argsSchema: JsonObject;
  onSet: (argument: string, most: number) => void;
}

/** The short way to the rule admins write most: automatic up to an amount. */
export function ThresholdForm({ argsSchema, onSet }: ThresholdFormProps) {
  const numbers = numericArguments(argsSchema);
  const [argument, setArgument] = useState(numbers[0] ?? '');
  const [most, setMost] = useState('');
  if (numbers.length === 0) return null;
  const amount = Number(most);
  const valid = most.trim() !== '' && Number.isSafeInteger(amount) && amount >= 0;
  return (
    <div role="group" aria-label="Threshold" className="flex flex-wrap items-end gap-2">
      <p className="w-full text-small font-medium">Under an amount runs</p>
      <div className="w-48">
        <Field label="Argument">
          {(control) => (
            <Select {...control} value={argument} onChange={(event) => setArgument(event.target.value)}>
              {numbers.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="w-40">
        <Field label="Automatic up to" error={most !== '' && !valid ? 'A whole number, 0 or more.' : undefined}>
          {(control) => (
            <Input {...control} inputMode="numeric" value={most} onChange={(event) => setMost(event.target.value)} />
          )}
        </Field>
      </div>
      <Button disabled={!valid} onClick={() => onSet(argument, amount)}>
        Set threshold
      </Button>
      {argument.endsWith('_cents') && (
        <p className="w-full text-meta text-quiet">
          In cents{valid ? `: ${(amount / 100).toFixed(2)}` : ', so 2500 is 25.00'}. Takes effect when you save.
        </p>
      )}
    </div>
  );
}

function numericArguments(schema: JsonObject): string[] {
  const fields = readFieldSchema(schema);
  if (fields.kind !== 'group') return [];
  return fields.members.flatMap(({ name, schema: { kind } }) => (kind === 'number' ? [name] : []));
}
