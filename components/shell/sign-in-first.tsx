'use client';

import Link from 'next/link';
import { useEffect } from 'react';

/** In place of a page nobody is signed in for: on to signing in, and back here afterwards. */
export function SignInFirst() {
  useEffect(() => {
    const here = window.location.pathname + window.location.search;
    window.location.replace(`/?next=${encodeURIComponent(here)}`);
  }, []);
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-2 p-6">
      <h1 className="text-title font-semibold">You are not signed in</h1>
      <p>
        <Link href="/" className="text-accent underline underline-offset-2">
          Go to the sign-in page
        </Link>
      </p>
    </main>
  );
}
