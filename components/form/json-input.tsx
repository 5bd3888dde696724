'use client';

import { useState } from 'react';
import { TextArea } from '@/components/ui/text-box';
import type { Json } from '@/lib/domain/json';
import type { ControlProps } from './scalar-inputs';

/** A value as JSON text, for what no form draws; only text that is JSON is passed on. */
export function JsonInput({ value, onChange, ...control }: ControlProps) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const fault = faultOf(text);
  const change = (next: string) => {
    setText(next);
    if (!faultOf(next)) onChange(JSON.parse(next) as Json);
  };
  return (
    <>
      <TextArea
        {...control}
        aria-invalid={control['aria-invalid'] || fault !== undefined}
        spellCheck={false}
        className="font-mono text-meta"
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {fault && (
        <p role="alert" className="text-meta text-danger">
          {fault}
        </p>
      )}
    </>
  );
}

function faultOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is not JSON yet, so the value before it still counts. ${error instanceof Error ? error.message : ''}`;
  }
}
