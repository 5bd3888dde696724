'use client';

import { useState } from 'react';
import { splitHidden } from '@/components/diff/hidden-characters';
import { VisibleText } from '@/components/diff/visible-text';
import { Switch } from '@/components/ui/switch';
import { Input, Select, TextArea } from '@/components/ui/text-box';
import type { Json } from '@/lib/domain/json';
import { inputFor, inWords, typedText, typedValue } from './control';
import type { FieldSchema } from './field-schema';

const LONG_TEXT = 60;

export interface ControlProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
  value: Json;
  onChange: (value: Json) => void;
}

type Of<Kind extends FieldSchema['kind']> = ControlProps & { schema: Extract<FieldSchema, { kind: Kind }> };

/** Text; long or broken into lines it gets a box that grows. */
export function TextInput({ schema, value, onChange, ...control }: Of<'text'>) {
  const text = typedText(schema, value);
  const [type] = useState(inputFor(schema.input, text));
  const [boxed] = useState(type === 'text' && (text.length > LONG_TEXT || text.includes('\n')));
  const shared = { ...control, value: text };
  return (
    <>
      {boxed ? (
        <TextArea {...shared} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input {...shared} type={type} onChange={(event) => onChange(event.target.value)} />
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

/** A number; what is typed stays as it is while it means the same. */
export function NumberInput({ schema, value, onChange, ...control }: Of<'number'>) {
  const [typed, setTyped] = useState(typedText(schema, value));
  const shown = typedValue(schema, typed) === value ? typed : typedText(schema, value);
  return (
    <Input
      {...control}
      inputMode={schema.integer ? 'numeric' : 'decimal'}
      className="tabular-nums"
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(typedValue(schema, event.target.value));
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
export function ChoiceInput({ schema, value, onChange, ...control }: Of<'choice'>) {
  const texts = schema.options.map((option) => typedText(schema, option));
  const current = typedText(schema, value);
  return (
    <Select {...control} value={current} onChange={(event) => onChange(typedValue(schema, event.target.value))}>
      {!texts.includes(current) && <option value={current}>{inWords(value)} (not allowed)</option>}
      {schema.options.map((option, index) => (
        <option key={texts[index]} value={texts[index]}>
          {inWords(option)}
        </option>
      ))}
    </Select>
  );
}
