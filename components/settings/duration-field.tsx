'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';

const units = [
  { name: 'minutes', seconds: 60 },
  { name: 'hours', seconds: 3600 },
  { name: 'days', seconds: 86_400 },
];

interface DurationFieldProps {
  label: string;
  seconds: number;
  onChange: (seconds: number) => void;
  error?: string | undefined;
}

/** A length of time in the largest unit that holds it exactly. */
export function DurationField({ label, seconds, onChange, error }: DurationFieldProps) {
  const [unit, setUnit] = useState(
    () => units.findLast((candidate) => seconds % candidate.seconds === 0)?.seconds ?? 60,
  );
  return (
    <Field label={label} error={error}>
      {(control) => (
        <span className="flex gap-2">
          <Input
            {...control}
            type="number"
            min={1}
            className="tabular-nums"
            value={seconds / unit}
            onChange={(event) => onChange(Math.round(Number(event.target.value) * unit))}
          />
          <Select
            aria-label={`${label}: unit`}
            value={unit}
            onChange={(event) => {
              const next = Number(event.target.value);
              onChange(Math.round((seconds / unit) * next));
              setUnit(next);
            }}
          >
            {units.map(({ name, seconds: length }) => (
              <option key={name} value={length}>
                {name}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}
