import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import type { Friction } from '@/lib/domain/policy';
import type { FactMember } from './fact-members';

interface FrictionFieldProps {
  members: readonly FactMember[];
  friction: Friction | undefined;
  onChange: (friction: Friction | undefined) => void;
  errorAt: (pointer: string) => string | undefined;
}

/** What an approver has to type before the approval counts, so that a habit can't give it. */
export function FrictionField({ members, friction, onChange, errorAt }: FrictionFieldProps) {
  const typable = members.filter(({ path, kind }) => path[0] === 'args' && path.length === 2 && kind !== 'boolean');
  if (typable.length === 0 && !friction) return null;
  const chosen = friction?.typed.argument;
  const kind = typable.find(({ path }) => path[1] === chosen)?.kind;
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="To approve, type"
        hint="The approver types this argument as it stands. The server checks it."
        error={errorAt('/friction/typed/argument')}
      >
        {(control) => (
          <Select
            {...control}
            value={chosen ?? ''}
            onChange={({ target: { value } }) => onChange(value === '' ? undefined : { typed: { argument: value } })}
          >
            <option value="">nothing</option>
            {typable.map(({ path: [, name = ''] }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </Field>
      {friction && kind === 'number' && (
        <Field label="Only when it is above" hint="Empty: always." error={errorAt('/friction/typed/above')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              className="tabular-nums"
              value={friction.typed.above ?? ''}
              onChange={({ target: { value } }) =>
                onChange({
                  typed: { argument: friction.typed.argument, ...(value === '' ? {} : { above: Number(value) }) },
                })
              }
            />
          )}
        </Field>
      )}
    </div>
  );
}
