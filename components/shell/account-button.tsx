'use client';

import { UserRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { SignedInPerson } from './signed-in-person';

const loadMenu = () => import('./account-menu');
const AccountMenu = lazy(loadMenu);

/** Who is signed in. The menu behind it is loaded when somebody is about to open it. */
export function AccountButton({ person }: { person: SignedInPerson }) {
  const [asked, setAsked] = useState(false);
  const button = (
    <Button
      look="quiet"
      aria-label={`Account: ${person.name}`}
      aria-haspopup="menu"
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setAsked(true)}
    >
      <UserRound aria-hidden />
      <span className="max-md:hidden">{person.name}</span>
    </Button>
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu person={person} />
    </Suspense>
  );
}
