import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-box';

interface ReasonFieldProps {
  label?: string;
  error?: string | undefined;
  value: string;
  onChange: (reason: string) => void;
}

/** Why a rule is changed; the audit log keeps it. */
export function ReasonField({ label = 'Reason', error, value, onChange }: ReasonFieldProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <TextArea
          {...control}
          required
          maxLength={1000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
