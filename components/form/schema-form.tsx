'use client';

import { useMemo } from 'react';
import { stepsOf } from '@/lib/domain/json-pointer';
import { Notice } from '@/components/ui/notice';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { FieldError } from '@/lib/domain/errors';
import { hasPlaceFor, readFieldSchema } from './field-schema';
import { SchemaField } from './schema-field';

interface SchemaFormProps {
  schema: JsonObject;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  /** Pointers from the form's root. */
  errors: readonly FieldError[];
}

/** A form for an object, drawn from its JSON Schema; errors stand at their fields, the rest above them. */
export function SchemaForm({ schema, value, onChange, errors }: SchemaFormProps) {
  const fields = useMemo(() => readFieldSchema(schema), [schema]);
  const homeless = errors.filter(({ pointer }) => pointer === '' || !hasPlaceFor(fields, stepsOf(pointer)));
  const change = (next: Json) => {
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) onChange(next);
  };
  return (
    <div className="flex flex-col gap-3">
      {homeless.length > 0 && (
        <Notice tone="danger">
          {homeless.map(({ pointer, message }) => (
            <p key={`${pointer}${message}`}>
              {pointer && <code className="font-mono">{pointer}</code>} {message}
            </p>
          ))}
        </Notice>
      )}
      <SchemaField
        schema={fields}
        path={[]}
        label="Arguments"
        value={value}
        onChange={change}
        errors={new Map(errors.map(({ pointer, message }) => [pointer, message]))}
      />
    </div>
  );
}
