import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import { useTools } from '@/lib/api/client/use-tools';
import type { RunFilter } from '@/lib/api/client/use-run-trace';
import { escalationReason, loopReasons, runStatus } from '@/lib/domain/run';
import type { FilterName } from './use-run-filters';

interface RunFilterBarProps {
  filter: RunFilter;
  agents: readonly { name: string; title: string }[];
  set: (changes: Partial<Record<FilterName, string>>) => void;
}

const reasons = [
  [loopReasons.join(), 'going in circles'],
  ...escalationReason.options.map((reason) => [reason, reason.replaceAll('_', ' ')] as const),
] as const;

/** Which runs are listed; all of it lives in the address. */
export function RunFilterBar({ filter, agents, set }: RunFilterBarProps) {
  const { data: tools = [] } = useTools();
  return (
    <form method="get" aria-label="Which runs" className="grid grid-cols-2 gap-3 md:grid-cols-3">
      <OneOf
        label="Agent"
        value={filter.agent}
        options={agents.map(({ name, title }) => [name, title])}
        onChange={(agent) => set({ agent })}
      />
      <OneOf
        label="Status"
        value={filter.status}
        options={runStatus.options.map((status) => [status, status])}
        onChange={(status) => set({ status })}
      />
      <OneOf
        label="Stopped because of"
        value={filter.reason}
        options={reasons}
        onChange={(reason) => set({ reason })}
      />
      <OneOf
        label="Called the tool"
        value={filter.tool}
        options={tools.map(({ name }) => [name, name])}
        onChange={(tool) => set({ tool })}
      />
      <Asker value={filter.user} onChange={(user) => set({ user })} />
      <Moment label="From" value={filter.since} onChange={(from) => set({ from })} />
      <Moment label="To" value={filter.until} onChange={(to) => set({ to })} />
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

/** What the address names stays to be seen, although nothing here is called so. */
function OneOf({ label, value, options, onChange }: ChoiceProps & { options: readonly (readonly [string, string])[] }) {
  const isKnown = value === undefined || options.some(([name]) => name === value);
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
          <option value="">any</option>
          {!isKnown && <option value={value}>{value}</option>}
          {options.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** The address follows what is typed; until one leaves the box, what was typed stands. */
function Asker({ value, onChange }: Omit<ChoiceProps, 'label'>) {
  const [typed, setTyped] = useState<string>();
  return (
    <Field label="Asked by">
      {(control) => (
        <Input
          {...control}
          type="search"
          placeholder="Name or address"
          maxLength={320}
          value={typed ?? value ?? ''}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(target.value);
          }}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  );
}

/** A moment in the viewer's zone. */
function Moment({ label, value, onChange }: ChoiceProps) {
  return (
    <div className="max-md:col-span-2">
      <Field label={label}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={value === undefined ? '' : localText(value)}
            onChange={({ target }) => onChange(target.value === '' ? '' : new Date(target.value).toISOString())}
          />
        )}
      </Field>
    </div>
  );
}

function localText(moment: string): string {
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
