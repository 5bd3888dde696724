'use client';

import { Field } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { Input, Select } from '@/components/ui/text-box';
import type { RateLimit } from '@/lib/domain/policy';

const first: RateLimit = { count: 20, per: 'hour', by: 'tool' };

interface RateLimitFieldProps {
  limit: RateLimit | undefined;
  onChange: (limit: RateLimit | undefined) => void;
  error?: string | undefined;
}

/** How often a tool may run; calls beyond it wait until there is room. */
export function RateLimitField({ limit, onChange, error }: RateLimitFieldProps) {
  return (
    <div role="group" aria-label="Rate limit" className="flex flex-col gap-2 sm:col-span-2">
      <Field
        label="Rate limit"
        hint="Approved calls beyond it wait until there is room; none is dropped."
        error={error}
      >
        {({ id, 'aria-describedby': describedBy }) => (
          <Switch
            id={id}
            aria-describedby={describedBy}
            checked={limit !== undefined}
            onCheckedChange={(on) => onChange(on ? first : undefined)}
          />
        )}
      </Field>
      {limit && (
        <div className="flex flex-wrap items-end gap-2">
          <div className="w-28">
            <Field label="At most">
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  className="tabular-nums"
                  value={limit.count}
                  onChange={(event) => onChange({ ...limit, count: Number(event.target.value) })}
                />
              )}
            </Field>
          </div>
          <div className="w-28">
            <Field label="In any">
              {(control) => (
                <Select
                  {...control}
                  value={limit.per}
                  onChange={(event) => onChange({ ...limit, per: event.target.value as RateLimit['per'] })}
                >
                  {(['minute', 'hour', 'day'] as const).map((per) => (
                    <option key={per}>{per}</option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <div className="w-52 max-w-full">
            <Field label="Counted for">
              {(control) => (
                <Select
                  {...control}
                  value={limit.by}
                  onChange={(event) => onChange({ ...limit, by: event.target.value as RateLimit['by'] })}
                >
                  <option value="tool">all calls of the tool</option>
                  <option value="target">each customer or recipient</option>
                </Select>
              )}
            </Field>
          </div>
        </div>
      )}
    </div>
  );
}
