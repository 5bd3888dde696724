import type { Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { PageTitle } from '@/components/shell/page-title';
import { Providers } from '@/components/shell/providers';
import './globals.css';

export const viewport: Viewport = { width: 'device-width', initialScale: 1, interactiveWidget: 'resizes-content' };

// The title and the icon stand here and not in Next's metadata, which is taken away while one moves from page to page:
// for that time a screen reader has no name for the page, and the browser asks for an icon that is not there.
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" sizes="any" />
        <PageTitle />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
