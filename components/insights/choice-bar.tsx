import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import type { FigureChoice } from '@/lib/api/client/use-figures';
import type { FiguresAnswer } from '@/lib/api/contract/figures';
import type { ChoiceName } from './use-figure-choice';

const periods: [number, string][] = [
  [1, 'the last 24 hours'],
  [3, 'the last 3 days'],
  [7, 'the last 7 days'],
  [30, 'the last 30 days'],
  [90, 'the last 90 days'],
  [365, 'the last 12 months'],
];

interface ChoiceBarProps {
  choice: FigureChoice;
  choose: (changes: Partial<Record<ChoiceName, string>>) => void;
  known: FiguresAnswer['known'] | undefined;
}

/** Of which time, agent and tool the figures are; all of it lives in the address. */
export function ChoiceBar({ choice, choose, known }: ChoiceBarProps) {
  const { days, from, to, agent, tool } = choice;
  const fixed = from !== undefined || to !== undefined;
  return (
    <form method="get" aria-label="What is shown" className="grid grid-cols-2 gap-3 md:grid-cols-5">
      <div className="max-md:col-span-2">
        <Field label="Time">
          {(control) => (
            <Select
              {...control}
              value={fixed ? '' : days}
              onChange={({ target }) => choose({ days: target.value, from: '', to: '' })}
            >
              {fixed && <option value="">from day to day</option>}
              {periods.map(([count, words]) => (
                <option key={count} value={count}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <OneOf label="Agent" value={agent} values={known?.agents} onChange={(value) => choose({ agent: value })} />
      <OneOf label="Tool" value={tool} values={known?.tools} onChange={(value) => choose({ tool: value })} />
      <Day label="From" value={from} onChange={(value) => choose({ from: value })} />
      <Day label="To" value={to} onChange={(value) => choose({ to: value })} />
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

function OneOf({ label, value, values = [], onChange }: ChoiceProps & { values: readonly string[] | undefined }) {
  const all = new Set(value === undefined ? values : [...values, value]);
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
          <option value="">all</option>
          {[...all].sort().map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Day({ label, value, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input {...control} type="date" value={value ?? ''} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
