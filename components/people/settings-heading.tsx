import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** The head of a page below Settings: the way back, its name, and what it is for. */
export function SettingsHeading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <header className="flex flex-col gap-2">
      <Link href="/settings" className="flex items-center gap-1 self-start text-small text-quiet hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" />
        Settings
      </Link>
      <h1 className="text-title font-semibold">{title}</h1>
      <p className="text-small text-quiet">{children}</p>
    </header>
  );
}
