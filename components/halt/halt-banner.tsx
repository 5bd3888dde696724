'use client';

import { lazy, Suspense } from 'react';
import { useHalts } from '@/lib/api/client/use-halts';

const HaltList = lazy(() => import('./halt-list'));

/** On every page while something is halted. */
export function HaltBanner() {
  const halts = useHalts().data ?? [];
  return <Suspense>{halts.length > 0 && <HaltList halts={halts} />}</Suspense>;
}
