import { ClipboardCheck, Scale, UserRound, UsersRound } from 'lucide-react';
import Link from 'next/link';

const pages = [
  { href: '/settings/people', label: 'People', about: 'who may sign in, and as what', icon: UserRound },
  { href: '/settings/groups', label: 'Groups', about: 'whom rules can name together', icon: UsersRound },
  { href: '/settings/deciders', label: 'Who can decide what', about: 'by tool and rule', icon: Scale },
  { href: '/reviewing', label: 'Reviewing', about: 'how long people look, and what they decide', icon: ClipboardCheck },
];

/** The pages about people. */
export function PeopleSection() {
  return (
    <section aria-labelledby="people" className="flex flex-col gap-2">
      <h2 id="people" className="font-semibold">
        People
      </h2>
      <ul className="divide-y rounded-md ring-1 ring-line">
        {pages.map(({ href, label, about, icon: Icon }) => (
          <li key={href}>
            <Link href={href} className="flex items-center gap-2 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface">
              <Icon aria-hidden className="size-4 text-quiet" />
              <span className="text-small font-medium">{label}</span>
              <span className="text-meta text-quiet">{about}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
