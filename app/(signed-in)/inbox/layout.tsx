import type { ReactNode } from 'react';
import { InboxScreen } from '@/components/inbox/inbox-screen';
import { requireRole } from '../require-role';

export default async function InboxLayout({ children }: { children: ReactNode }) {
  await requireRole('reviewer');
  return <InboxScreen>{children}</InboxScreen>;
}
