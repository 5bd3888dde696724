import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { InboxScreen } from '@/components/inbox/inbox-screen';
import { requireRole } from '../require-role';

export const metadata: Metadata = { title: 'Inbox' };

export default async function InboxLayout({ children }: { children: ReactNode }) {
  await requireRole('reviewer');
  return <InboxScreen>{children}</InboxScreen>;
}
