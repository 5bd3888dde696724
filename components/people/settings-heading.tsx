import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface SettingsHeadingProps {
  title: string;
  /** The page above it; Settings when it is not said. */
  up?: { href: string; label: string };
  children: ReactNode;
}

/** The head of a page below Settings: the way back, its name, and what it is for. */
export function SettingsHeading({ title, up, children }: SettingsHeadingProps) {
  const { href, label } = up ?? { href: '/settings', label: 'Settings' };
  return (
    <header className="flex flex-col gap-2">
      <Link href={href} className="flex items-center gap-1 self-start text-small text-quiet hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" />
        {label}
      </Link>
      <h1 className="text-title font-semibold break-words">{title}</h1>
      <p className="text-small text-quiet">{children}</p>
    </header>
  );
}
