'use client';

import { clsx } from 'clsx';
import { ChartLine, History, Inbox, Mail, MessageSquare, Settings, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { hasRole } from '@/lib/domain/has-role';
import type { Role } from '@/lib/domain/role';
import { AccountButton } from './account-button';
import { Mark } from './mark';
import type { SignedInPerson } from './signed-in-person';

interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  role: Role;
  demoOnly?: boolean;
}

const places: Place[] = [
  { href: '/chat', label: 'Chat', icon: MessageSquare, role: 'user' },
  { href: '/inbox', label: 'Inbox', icon: Inbox, role: 'reviewer' },
  { href: '/runs', label: 'Runs', icon: History, role: 'reviewer' },
  { href: '/mail', label: 'Mail', icon: Mail, role: 'reviewer', demoOnly: true },
  { href: '/insights', label: 'Insights', icon: ChartLine, role: 'reviewer' },
  { href: '/settings', label: 'Settings', icon: Settings, role: 'admin' },
];

/** The bar on top: the pages this person's role reaches, and themselves. */
export function TopNavigation({ person, demo }: { person: SignedInPerson; demo: boolean }) {
  const path = usePathname();
  const reachable = places.filter((place) => hasRole(person.role, place.role) && (demo || !place.demoOnly));
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-page px-3 max-md:px-2">
      <a
        href="#content"
        className="sr-only rounded bg-raised px-3 py-1 focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to content
      </a>
      <Link href="/" className="mr-2 flex items-center gap-2 rounded px-1 font-semibold" aria-label="Countersign">
        <Mark />
        <span className="max-md:hidden">Countersign</span>
      </Link>
      <nav aria-label="Main" className="flex min-w-0 flex-1 items-center gap-1">
        {reachable.map(({ href, label, icon: Icon }) => {
          const here = path === href || path.startsWith(`${href}/`);
          return (
            <Link
              key={href}
              href={href}
              aria-current={here ? 'page' : undefined}
              aria-label={label}
              className={clsx(
                'flex h-8 items-center gap-1.5 rounded-md px-2.5 text-small font-medium max-md:h-11 max-md:px-3',
                here ? 'bg-surface text-ink' : 'text-quiet hover:text-ink',
              )}
            >
              <Icon aria-hidden className="size-4" />
              <span className="max-md:hidden">{label}</span>
            </Link>
          );
        })}
      </nav>
      <AccountButton person={person} />
    </header>
  );
}
