import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import type { ClassOverride } from '@/lib/domain/policy';
import { isLessCareful, type ReversibilityClass } from '@/lib/domain/reversibility';

interface ClassFieldProps {
  /** What the tool's code says. */
  declared: ReversibilityClass;
  override: ClassOverride | undefined;
  onChange: (override: ClassOverride | undefined) => void;
  errorAt: (pointer: string) => string | undefined;
}

const classes: ClassOverride['reversibility'][] = ['reversible', 'compensable', 'irreversible'];

/** What a tool is treated as. Less careful than its code says needs a reason. */
export function ClassField({ declared, override, onChange, errorAt }: ClassFieldProps) {
  const less = override !== undefined && isLessCareful(override.reversibility, declared);
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="Treated as"
        hint="Calls that wait become more careful at once, never less."
        error={errorAt('/classOverride/reversibility')}
      >
        {(control) => (
          <Select
            {...control}
            value={override?.reversibility ?? ''}
            onChange={({ target: { value } }) => {
              const reversibility = classes.find((one) => one === value);
              onChange(reversibility ? { ...override, reversibility } : undefined);
            }}
          >
            <option value="">{declared}, as its code says</option>
            {classes
              .filter((one) => one !== declared)
              .map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {less && (
        <Field label={`Why ${override.reversibility} is right`} error={errorAt('/classOverride/reason')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={1000}
              value={override.reason ?? ''}
              onChange={({ target: { value } }) =>
                onChange({ reversibility: override.reversibility, ...(value === '' ? {} : { reason: value }) })
              }
            />
          )}
        </Field>
      )}
    </div>
  );
}
