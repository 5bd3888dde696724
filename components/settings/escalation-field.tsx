import Link from 'next/link';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/text-box';
import { useGroups } from '@/lib/api/client/use-groups';
import type { EscalateTo } from '@/lib/domain/policy';
import { DurationField } from './duration-field';

const FIRST_AFTER_SECONDS = 14_400;

interface EscalationFieldProps {
  value: EscalateTo | undefined;
  onChange: (value: EscalateTo | undefined) => void;
  errorAt: (pointer: string) => string | undefined;
}

/** Which group is asked too, and after how long, when nobody decides. */
export function EscalationField({ value, onChange, errorAt }: EscalationFieldProps) {
  const groups = (useGroups().data ?? []).map(({ name }) => name);
  const choices = value && !groups.includes(value.group) ? [value.group, ...groups] : groups;
  const choose = (group: string) =>
    onChange(group === '' ? undefined : { group, afterSeconds: value?.afterSeconds ?? FIRST_AFTER_SECONDS });
  return (
    <div role="group" aria-label="Ask another group" className="grid items-start gap-3 sm:col-span-2 sm:grid-cols-2">
      <Field
        label="If nobody decides, ask also"
        hint={
          choices.length === 0 ? (
            <>
              There is no group yet.{' '}
              <Link href="/settings/groups" className="underline">
                Make one
              </Link>
            </>
          ) : (
            'It may then decide as well. Nothing is approved by waiting.'
          )
        }
        error={errorAt('/escalateTo/group')}
      >
        {(control) => (
          <Select {...control} value={value?.group ?? ''} onChange={({ target }) => choose(target.value)}>
            <option value="">Nobody</option>
            {choices.map((group) => (
              <option key={group} value={group}>
                Group {group}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {value && (
        <DurationField
          label="Ask it after"
          seconds={value.afterSeconds}
          onChange={(afterSeconds) => onChange({ ...value, afterSeconds })}
          error={errorAt('/escalateTo/afterSeconds')}
        />
      )}
    </div>
  );
}
