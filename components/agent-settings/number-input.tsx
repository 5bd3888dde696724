import { useState } from 'react';
import { Input } from '@/components/ui/text-box';
import type { Json } from '@/lib/domain/json';
import type { SettingControl } from './setting-control';

interface NumberInputProps extends SettingControl {
  unit: string;
  /** What no number means; without it one is needed. */
  empty: string | undefined;
}

/** A number with its unit behind it; what is typed stays as it is while it means the same. */
export function NumberInput({ unit, empty, value, onChange, ...control }: NumberInputProps) {
  const [typed, setTyped] = useState(written(value));
  const shown = read(typed) === value ? typed : written(value);
  return (
    <span className="flex items-center gap-2">
      <Input
        {...control}
        inputMode="decimal"
        autoComplete="off"
        placeholder={empty}
        className="max-w-40 tabular-nums"
        value={shown}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange(read(target.value));
        }}
      />
      <span className="text-small text-quiet">{unit}</span>
    </span>
  );
}

const written = (value: Json) => (value === null ? '' : String(value));

/** What is no number is kept as text, for the schema to refuse. */
function read(text: string): Json {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : trimmed;
}
