import type { ReactNode } from 'react';
import { TopNavigation } from '@/components/shell/top-navigation';
import { getApplication } from '@/lib/services/boot';
import { requireRole } from './require-role';

// Every page below is somebody's: none can be made at build time, where there is no database.
export const dynamic = 'force-dynamic';

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { name, email, role } = await requireRole('user');
  return (
    <div className="flex h-dvh flex-col">
      <TopNavigation person={{ name, email, role }} demo={getApplication().config.demo} />
      <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
        {children}
      </main>
    </div>
  );
}
