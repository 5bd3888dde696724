import { VisibleText } from '@/components/diff/visible-text';
import type { DecidersAnswer } from '@/lib/api/contract/decider';

/** People who may decide, by name; who they are otherwise on hover. */
export function DeciderNames({ people }: { people: DecidersAnswer['people'] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 empty:hidden">
      {people.map(({ id, name, email, role, groups }) => (
        <li key={id} title={`${email} · ${[role, ...groups].join(', ')}`}>
          <VisibleText text={name} /> <span className="text-meta text-quiet">{role}</span>
        </li>
      ))}
    </ul>
  );
}
