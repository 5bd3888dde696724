import type { ReactNode } from 'react';
import { Page } from '@/components/shell/page';
import { requireRole } from '../require-role';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  await requireRole('admin');
  return <Page>{children}</Page>;
}
