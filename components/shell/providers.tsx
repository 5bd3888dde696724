'use client';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { ThemeProvider } from 'next-themes';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { ApiError } from '@/lib/api/client/request';

const Toaster = lazy(() => import('sonner').then((notices) => ({ default: notices.Toaster })));
const MOST_RETRIES = 2;

/** What every page stands in: the cache of the API's answers, the theme, and short notices. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(createClient);
  const [firstNonce] = useState(() => keepNonce(nonce));
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(firstNonce ? { nonce: firstNonce } : {})}
    >
      <QueryClientProvider client={client}>
        {children}
        <Suspense>
          <Toaster
            position="bottom-left"
            theme="system"
            closeButton
            style={{ fontFamily: 'inherit' }}
            toastOptions={{ duration: 5000 }}
          />
        </Suspense>
      </QueryClientProvider>
    </ThemeProvider>
  );
}

/**
 * The nonce of the page's policy, also for styles that open dialogs add. The one the page was loaded with holds for as
 * long as it stays, whatever nonce a later answer of the server was made with.
 */
function keepNonce(nonce: string | undefined): string | undefined {
  if (nonce && typeof window !== 'undefined') setNonce(nonce);
  return nonce;
}

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { retry: (failures, error) => failures < MOST_RETRIES && !isFinal(error), staleTime: 1000 },
    },
  });
}

/** An answer below 500 will be the same next time. */
function isFinal(error: Error): boolean {
  return error instanceof ApiError && error.problem.status < 500;
}

/** The session has ended: sign in, then come back to the same page. */
function leaveWhenSignedOut(error: Error): void {
  if (!(error instanceof ApiError) || error.problem.code !== 'unauthenticated') return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/?next=${encodeURIComponent(here)}&error=session_ended`);
}
