import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/text-box';
import { clauseOperators, type Clause, type ClauseOperator } from '@/lib/domain/clauses';
import type { FactMember } from './fact-members';
import { factName, operatorWords } from './rule-words';

interface ClauseRowProps {
  clause: Clause;
  /** "Rule 1, condition 2". */
  name: string;
  members: readonly FactMember[];
  onChange: (clause: Clause) => void;
  onRemove: () => void;
}

const firstValue: Record<FactMember['kind'], Clause['value']> = { number: 0, text: '', boolean: true, choice: '' };

/** A comparison to start from. */
export function clauseOn(member: FactMember): Clause {
  const operator = member.kind === 'number' ? '<=' : '==';
  return { path: member.path, operator, value: member.options?.[0] ?? firstValue[member.kind] };
}

/** One comparison: what of the call, how, with what. */
export function ClauseRow({ clause, name, members, onChange, onRemove }: ClauseRowProps) {
  const key = JSON.stringify(clause.path);
  const known = members.find(({ path }) => JSON.stringify(path) === key);
  const member = known ?? { path: clause.path, kind: kindOf(clause.value) };
  const ordered = member.kind === 'number';
  return (
    <div className="flex flex-wrap items-center gap-2" role="group" aria-label={name}>
      <Select
        aria-label={`${name}: what`}
        className="w-44 max-md:w-full"
        value={key}
        onChange={(event) => {
          const next = members.find(({ path }) => JSON.stringify(path) === event.target.value);
          if (next) onChange(clauseOn(next));
        }}
      >
        {(known ? members : [...members, member]).map(({ path }) => (
          <option key={JSON.stringify(path)} value={JSON.stringify(path)}>
            {factName(path)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={`${name}: how`}
        className="w-32 max-md:w-28"
        value={clause.operator}
        onChange={(event) => onChange({ ...clause, operator: event.target.value as ClauseOperator })}
      >
        {clauseOperators
          .filter((operator) => ordered || operator === '==' || operator === '!=' || operator === clause.operator)
          .map((operator) => (
            <option key={operator} value={operator}>
              {operatorWords[operator]}
            </option>
          ))}
      </Select>
      <span className="min-w-24 flex-1">
        <ValueField key={key} member={member} label={`${name}: value`} clause={clause} onChange={onChange} />
      </span>
      <Button look="quiet" size="icon" aria-label={`Remove ${name.toLowerCase()}`} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </div>
  );
}

interface ValueFieldProps extends Pick<ClauseRowProps, 'clause' | 'onChange'> {
  member: FactMember;
  label: string;
}

function ValueField({ member, label, clause, onChange }: ValueFieldProps) {
  const [typed, setTyped] = useState(String(clause.value));
  const options = member.kind === 'boolean' ? ['true', 'false'] : member.options;
  if (options) {
    return (
      <Select
        aria-label={label}
        value={String(clause.value)}
        onChange={({ target: { value } }) =>
          onChange({ ...clause, value: member.kind === 'boolean' ? value === 'true' : value })
        }
      >
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </Select>
    );
  }
  if (member.kind === 'text') {
    return (
      <Input
        aria-label={label}
        value={String(clause.value)}
        onChange={(event) => onChange({ ...clause, value: event.target.value })}
      />
    );
  }
  // What is typed stays as it is while it means the same number.
  const shown = typed.trim() !== '' && Number(typed) === clause.value ? typed : String(clause.value);
  return (
    <Input
      aria-label={label}
      inputMode="decimal"
      className="tabular-nums"
      value={typed === '' ? '' : shown}
      onChange={({ target: { value } }) => {
        setTyped(value);
        if (value.trim() !== '' && Number.isFinite(Number(value))) onChange({ ...clause, value: Number(value) });
      }}
    />
  );
}

function kindOf(value: Clause['value']): FactMember['kind'] {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}
