import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Page } from '@/components/shell/page';
import { requireRole } from '../require-role';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  await requireRole('admin');
  return <Page>{children}</Page>;
}
