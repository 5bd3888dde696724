import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/text-box';
import { useGroups } from '@/lib/api/client/use-groups';
import { usePeople } from '@/lib/api/client/use-people';
import { approverOf, REQUESTER } from '@/lib/domain/entitlement';
import { approverWords } from '@/lib/domain/policy-words';

interface ApproverFieldProps {
  /** "Rule 1". */
  name: string;
  approvers: readonly string[];
  error: string | undefined;
  onChange: (approvers: string[]) => void;
}

/** Who may approve: roles, groups and people that are there, and whoever asked, picked one by one. Nobody picked: any reviewer. */
export function ApproverField({ name, approvers, error, onChange }: ApproverFieldProps) {
  const groups = useGroups().data ?? [];
  const people = usePeople().data?.pages.flatMap(({ items }) => items) ?? [];
  const deciders = people.filter(({ role, disabledAt }) => role !== 'user' && disabledAt === undefined);
  const free = (options: string[]) => options.filter((option) => !approvers.includes(option));
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field
        label="From"
        hint="Nobody here: any reviewer. Whoever asked for a call decides it only when they are named here."
        error={error}
      >
        {(control) => (
          <Select {...control} value="" onChange={(event) => onChange([...approvers, event.target.value])}>
            <option value="">Add a role, group or person …</option>
            <Options label="Roles" options={free(['reviewer', 'admin'])} />
            <Options label="Groups" options={free(groups.map((group) => approverOf(group.name)))} />
            <Options label="People" options={free(deciders.map(({ email }) => email))} />
            <Options label="Self-review" options={free([REQUESTER])} />
          </Select>
        )}
      </Field>
      <ul aria-label={`Approvers of ${name.toLowerCase()}`} className="flex flex-wrap gap-1.5 empty:hidden">
        {approvers.map((approver) => (
          <li
            key={approver}
            className="flex items-center gap-0.5 rounded-md bg-surface pl-2 text-small break-all ring-1 ring-line"
          >
            {approverWords(approver)}
            <Button
              look="quiet"
              size="icon"
              className="size-6 max-md:size-11"
              aria-label={`Remove ${approverWords(approver)} from ${name.toLowerCase()}`}
              onClick={() => onChange(approvers.filter((other) => other !== approver))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Options({ label, options }: { label: string; options: string[] }) {
  if (options.length === 0) return null;
  return (
    <optgroup label={label}>
      {options.map((option) => (
        <option key={option} value={option}>
          {approverWords(option)}
        </option>
      ))}
    </optgroup>
  );
}
