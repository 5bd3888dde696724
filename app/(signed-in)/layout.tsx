import type { ReactNode } from 'react';
import { HaltBanner } from '@/components/halt/halt-banner';
import { SignInFirst } from '@/components/shell/sign-in-first';
import { TopNavigation } from '@/components/shell/top-navigation';
import { currentActor } from '@/lib/auth/current-actor';
import { getApplication } from '@/lib/services/boot';

// Every page below is somebody's: none can be made at build time, where there is no database.
export const dynamic = 'force-dynamic';

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  if (!actor) return <SignInFirst />;
  const { name, email, role } = actor;
  return (
    <div className="flex h-dvh flex-col">
      <TopNavigation person={{ name, email, role }} demo={getApplication().config.demo} />
      <HaltBanner />
      <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
        {children}
      </main>
    </div>
  );
}
