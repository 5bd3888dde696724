'use client';

import { useSyncExternalStore } from 'react';

const STORED_AS = 'countersign.shortcuts';
const CHANGED = 'countersign:shortcuts';

/** True unless this person switched single keys off in this browser (WCAG 2.1.4). */
export function readShortcutsOn(): boolean {
  return localStorage.getItem(STORED_AS) !== 'off';
}

export function setShortcutsOn(on: boolean): void {
  localStorage.setItem(STORED_AS, on ? 'on' : 'off');
  window.dispatchEvent(new Event(CHANGED));
}

export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, readShortcutsOn, () => true);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}
