'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { readShortcutsOn } from './shortcuts-setting';

type Shortcuts = Record<string, ((event: KeyboardEvent) => void) | undefined>;

/** What the keys do now; what came last stands last. */
const registered: (() => Shortcuts)[] = [];

/** Single keys that do something anywhere on the page; dead inside inputs and dialogs, and when switched off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const action = shortcuts[event.key];
    if (!action || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || isElsewhere(event.target) || !readShortcutsOn()) return;
    action(event);
  });
  useEffect(() => {
    const read = () => latest.current;
    registered.push(read);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      registered.splice(registered.indexOf(read), 1);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** The keys that do something now. */
export function keysThatWork(): string[] {
  return [
    ...new Set(registered.flatMap((read) => Object.entries(read()).flatMap(([key, action]) => (action ? key : [])))),
  ];
}

/** Does what a key would do, also when single keys are switched off. */
export function pressKey(key: string): void {
  for (const read of [...registered].reverse()) {
    const action = read()[key];
    if (action) return action(new KeyboardEvent('keydown', { key, cancelable: true }));
  }
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  return (
    target instanceof Element &&
    target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]') !== null
  );
}
