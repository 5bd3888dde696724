'use client';

import { useEffect } from 'react';

/** Shows the element that the address names by its #id once what it is in has been drawn, which is after the page loaded. */
export function useHashTarget(drawn: boolean): void {
  useEffect(() => {
    if (!drawn || window.location.hash.length < 2) return;
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'start' });
  }, [drawn]);
}
