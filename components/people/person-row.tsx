import { VisibleText } from '@/components/diff/visible-text';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { PersonView } from '@/lib/api/contract/people';

/** One user in the list, and the way to change them. */
export function PersonRow({ person, onOpen }: { person: PersonView; onOpen: () => void }) {
  const { name, email, role, groups, disabledAt, openTokens } = person;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2.5 text-small">
      <span className="min-w-0 flex-1 break-words max-md:basis-full">
        <span className="block font-medium">
          <VisibleText text={name} />
        </span>
        <span className="block text-meta text-quiet">
          <VisibleText text={email} />
          {openTokens > 0 && ` · ${openTokens} API ${openTokens === 1 ? 'token' : 'tokens'}`}
        </span>
      </span>
      {disabledAt && <Badge tone="danger">disabled</Badge>}
      <Badge tone={role === 'admin' ? 'accent' : 'neutral'}>{role}</Badge>
      {groups.map((group) => (
        <Badge key={group} className="font-mono">
          {group}
        </Badge>
      ))}
      <Button size="small" aria-label={`Change ${name}`} onClick={onOpen}>
        Change
      </Button>
    </li>
  );
}
