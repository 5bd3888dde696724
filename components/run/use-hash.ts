'use client';

import { useSyncExternalStore } from 'react';

/** The #id that the address names, without its sign; empty when it names none. */
export function useHash(): string {
  return useSyncExternalStore(follow, named, () => '');
}

function follow(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

function named(): string {
  try {
    return decodeURIComponent(window.location.hash.slice(1));
  } catch {
    return '';
  }
}
