import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/text-box';
import { role, type Role } from '@/lib/domain/role';

export const roleWords: Record<Role, string> = {
  user: 'User: asks agents',
  reviewer: 'Reviewer: decides too',
  admin: 'Admin: sets the rules too',
};

interface RoleFieldProps {
  value: Role;
  onChange: (role: Role) => void;
  hint?: string;
}

/** One of the three roles. */
export function RoleField({ value, onChange, hint }: RoleFieldProps) {
  return (
    <Field label="Role" hint={hint}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(role.parse(event.target.value))}>
          {role.options.map((option) => (
            <option key={option} value={option}>
              {roleWords[option]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
