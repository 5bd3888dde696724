import { useState, type SubmitEvent } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import { useSaveGroup } from '@/lib/api/client/use-groups';
import type { GroupView } from '@/lib/api/contract/group';
import { role } from '@/lib/domain/role';
import { roleWords } from './role-field';

/** What a group is to the identity provider: whom it brings in, and the role they get. */
export function GroupMapping({ group }: { group: GroupView }) {
  const { name } = group;
  const [providerGroup, setProviderGroup] = useState(group.providerGroup ?? '');
  const [given, setGiven] = useState<string>(group.role ?? '');
  const { mutate, isPending, error } = useSaveGroup();
  const trimmed = providerGroup.trim();
  const chosen = role.safeParse(given).data ?? null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate({ name, providerGroup: trimmed || null, role: chosen });
  };
  const changed = trimmed !== (group.providerGroup ?? '') || chosen !== group.role;
  return (
    <details className="text-small" open={group.providerGroup !== null}>
      <summary className="cursor-pointer text-quiet">Members by the identity provider</summary>
      <form
        method="post"
        aria-label={`The identity provider’s group for ${name}`}
        onSubmit={submit}
        className="mt-2 flex flex-col gap-2"
      >
        <Field
          label="Its group there"
          hint="Whoever has it in the groups claim is in this group from their next sign-in, and out of it once the claim no longer says so."
        >
          {(control) => (
            <Input
              {...control}
              maxLength={300}
              value={providerGroup}
              onChange={(event) => setProviderGroup(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Role it gives"
          hint="As soon as one group gives a role, everybody who signs in by the identity provider has the highest role their groups give, else user."
        >
          {(control) => (
            <Select {...control} value={given} onChange={(event) => setGiven(event.target.value)}>
              <option value="">None</option>
              {role.options.map((option) => (
                <option key={option} value={option}>
                  {roleWords[option]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {error && <ErrorNotice error={error} what="It was not saved." writes />}
        <Button type="submit" className="self-start" disabled={isPending || !changed}>
          Save
        </Button>
      </form>
    </details>
  );
}
