'use client';

import { useState } from 'react';
import { splitHidden } from '@/components/diff/hidden-characters';
import { VisibleText } from '@/components/diff/visible-text';
import { Switch } from '@/components/ui/switch';
import { Input, Select, TextArea } from '@/components/ui/text-box';
import type { Json } from '@/lib/domain/json';

const LONG_TEXT = 60;

export interface ControlProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
  value: Json;
  onChange: (value: Json) => void;
}

/** Text; long or broken into lines it gets a box that grows. */
export function TextInput({ input, value, onChange, ...control }: ControlProps & { input: 'text' | 'date' | 'email' }) {
  const text = inWords(value);
  const [boxed] = useState(input === 'text' && (text.length > LONG_TEXT || text.includes('\n')));
  const shared = { ...control, value: text };
  return (
    <>
      {boxed ? (
        <TextArea {...shared} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input {...shared} type={input} onChange={(event) => onChange(event.target.value)} />
      )}
      <HiddenNote text={text} />
    </>
  );
}

/** What an input cannot show of its text. */
function HiddenNote({ text }: { text: string }) {
  if (splitHidden(text).every(({ mark }) => mark === undefined)) return null;
  return (
    <p className="text-meta break-words whitespace-pre-wrap text-quiet">
      In full: <VisibleText text={text} />
    </p>
  );
}

/** A number; text that is none, or that no number holds exactly, is passed on as text so that the server says so. */
export function NumberInput({ integer, value, onChange, ...control }: ControlProps & { integer: boolean }) {
  const [typed, setTyped] = useState(inWords(value));
  const shown = asNumber(typed) === value ? typed : inWords(value);
  return (
    <Input
      {...control}
      inputMode={integer ? 'numeric' : 'decimal'}
      className="tabular-nums"
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(asNumber(event.target.value));
      }}
    />
  );
}

export function SwitchInput({ value, onChange, ...control }: ControlProps) {
  return (
    <span className="flex h-8 items-center">
      <Switch {...control} checked={value === true} onCheckedChange={onChange} />
    </span>
  );
}

/** One of some values; a value that is none of them stays chosen until another is. */
export function ChoiceInput({ options, value, onChange, ...control }: ControlProps & { options: Json[] }) {
  const texts = options.map((option) => JSON.stringify(option));
  const current = JSON.stringify(value);
  return (
    <Select {...control} value={current} onChange={(event) => onChange(JSON.parse(event.target.value) as Json)}>
      {!texts.includes(current) && <option value={current}>{inWords(value)} (not allowed)</option>}
      {options.map((option, index) => (
        <option key={texts[index]} value={texts[index]}>
          {inWords(option)}
        </option>
      ))}
    </Select>
  );
}

function inWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function asNumber(text: string): Json {
  const plain = text.trim();
  const number = Number(plain);
  if (plain === '' || !Number.isFinite(number)) return text;
  return /^-?\d+$/.test(plain) && !Number.isSafeInteger(number) ? text : number;
}
