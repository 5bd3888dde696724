'use client';

import { usePathname } from 'next/navigation';

const TITLES: Record<string, string> = {
  '': 'Sign in',
  account: 'Account',
  chat: 'Chat',
  inbox: 'Inbox',
  insights: 'Insights',
  invitation: 'Invitation',
  knowledge: 'Article',
  mail: 'Caught mail',
  reviewing: 'Reviewing',
  runs: 'Runs',
  settings: 'Settings',
  setup: 'Set up',
};

/** The name of the page, by the first part of its path. */
export function PageTitle() {
  const title = TITLES[usePathname().split('/')[1] ?? ''];
  return <title>{title ? `${title} · Countersign` : 'Countersign'}</title>;
}
