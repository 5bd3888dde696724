'use client';

import { KeyRound, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import type { SignedInPerson } from './signed-in-person';

const themes = [
  { name: 'light', label: 'Light theme', icon: Sun },
  { name: 'dark', label: 'Dark theme', icon: Moon },
  { name: 'system', label: 'Theme of this device', icon: Monitor },
];

/** Who is signed in, the theme, and the way out. */
export default function AccountMenu({ person }: { person: SignedInPerson }) {
  const { setTheme } = useTheme();
  const router = useRouter();
  return (
    <Menu
      openAtOnce
      trigger={
        <Button look="quiet" aria-label={`Account: ${person.name}`}>
          <UserRound aria-hidden />
          <span className="max-md:hidden">{person.name}</span>
        </Button>
      }
    >
      <MenuLabel>
        <span className="block font-medium">{person.name}</span>
        <span className="block text-meta text-quiet">
          {person.email} · {person.role}
        </span>
      </MenuLabel>
      <MenuSeparator />
      {themes.map(({ name, label, icon: Icon }) => (
        <MenuItem key={name} onSelect={() => setTheme(name)}>
          <Icon aria-hidden />
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => router.push('/account')}>
        <KeyRound aria-hidden />
        API tokens
      </MenuItem>
      <MenuItem onSelect={() => void signOut({ callbackUrl: '/' })}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  );
}
