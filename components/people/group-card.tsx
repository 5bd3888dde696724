'use client';

import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useDeleteGroup, useSetMember } from '@/lib/api/client/use-groups';
import type { GroupView } from '@/lib/api/contract/group';
import { AddMember } from './add-member';
import { GroupMapping } from './group-mapping';

/** One group: who is in it, and what it is to the identity provider. */
export function GroupCard({ group }: { group: GroupView }) {
  const { name, members } = group;
  const { mutate: set, isPending, error } = useSetMember(name);
  const { mutate: remove, isPending: isRemoving, error: refusal } = useDeleteGroup(name);
  return (
    <section aria-labelledby={`group-${name}`} className="flex flex-col gap-3 rounded-md p-3 ring-1 ring-line">
      <div className="flex items-center justify-between gap-2">
        <h2 id={`group-${name}`} className="min-w-0 font-mono font-semibold break-words">
          {name}
        </h2>
        <Button size="small" aria-label={`Delete ${name}`} disabled={isRemoving} onClick={() => remove()}>
          Delete
        </Button>
      </div>
      {refusal && <ErrorNotice error={refusal} what="The group was not deleted." />}
      {members.length === 0 && <p className="text-small text-quiet">Nobody is in it.</p>}
      <ul aria-label={`Members of ${name}`} className="divide-y empty:hidden">
        {members.map(({ id, name: person, email, byProvider }) => (
          <li key={id} className="flex items-center gap-2 py-1.5 text-small">
            <span className="min-w-0 flex-1 break-words">
              <VisibleText text={person} />{' '}
              <span className="text-meta text-quiet">
                <VisibleText text={email} />
              </span>
            </span>
            {byProvider && <Badge>by the identity provider</Badge>}
            <Button
              size="small"
              aria-label={`Take ${person} out of ${name}`}
              disabled={isPending}
              onClick={() => set({ userId: id, member: false })}
            >
              Take out
            </Button>
          </li>
        ))}
      </ul>
      {error && <ErrorNotice error={error} what="The members were not changed." writes />}
      <AddMember group={group} onAdd={(userId) => set({ userId, member: true })} />
      <GroupMapping key={`${group.providerGroup} ${group.role}`} group={group} />
    </section>
  );
}
