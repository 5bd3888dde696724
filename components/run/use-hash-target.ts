'use client';

import { useEffect } from 'react';
import { useHash } from './use-hash';

/** Shows the element that the address names by its #id once what it is in has been drawn, which is after the page loaded. */
export function useHashTarget(drawn: boolean): void {
  const named = useHash();
  useEffect(() => {
    if (!drawn || named === '') return;
    const target = document.getElementById(named);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'start' });
  }, [drawn, named]);
}
