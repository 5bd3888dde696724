import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface LinkSectionProps {
  id: string;
  title: string;
  links: readonly { href: string; label: string; about: ReactNode; icon: LucideIcon }[];
  /** Said in place of the links when there are none. */
  empty?: string;
}

/** A part of the settings that stands on pages of its own. */
export function LinkSection({ id, title, links, empty }: LinkSectionProps) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {links.length === 0 && <p className="text-small text-quiet">{empty}</p>}
      <ul className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {links.map(({ href, label, about, icon: Icon }) => (
          <li key={href}>
            <Link href={href} className="flex items-center gap-2 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface">
              <Icon aria-hidden className="size-4 shrink-0 text-quiet" />
              <span className="text-small font-medium">{label}</span>
              <span className="text-meta text-quiet">{about}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
