'use client';

import { useEffect, useEffectEvent } from 'react';
import { readShortcutsOn } from './shortcuts-setting';

export type Shortcuts = Partial<Record<string, (event: KeyboardEvent) => void>>;

/** Single keys that do something anywhere on the page; dead inside inputs and dialogs, and when switched off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const action = shortcuts[event.key];
    if (!action || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || isElsewhere(event.target) || !readShortcutsOn()) return;
    action(event);
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
