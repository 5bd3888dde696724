import { useEffect, useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/text-box';
import { usePeople } from '@/lib/api/client/use-people';
import type { GroupView } from '@/lib/api/contract/group';

/** Chooses one more member among all who are not in the group yet. */
export function AddMember({ group, onAdd }: { group: GroupView; onAdd: (userId: string) => void }) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = usePeople();
  const [chosen, setChosen] = useState('');
  // The choice is among everybody, so every page is needed.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const people = (data?.pages ?? []).flatMap(({ items }) => items);
  const free = people.filter(({ id, disabledAt }) => !disabledAt && !group.members.some((member) => member.id === id));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onAdd(chosen);
    setChosen('');
  };
  return (
    <form
      method="post"
      aria-label={`Put somebody into ${group.name}`}
      onSubmit={submit}
      className="flex flex-wrap items-end gap-2"
    >
      <Field label="Person">
        {(control) => (
          <Select {...control} required value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">Choose a person</option>
            {free.map(({ id, name, email, role }) => (
              <option key={id} value={id}>
                {name} ({email}, {role})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit">Put in</Button>
    </form>
  );
}
