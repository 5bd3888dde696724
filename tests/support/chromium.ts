import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser the tests drive: the one asked for, one the system has, or Playwright's own download. */
export function findChromium(): string | undefined {
  const asked = process.env.PLAYWRIGHT_CHROMIUM;
  if (asked) return asked;
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const installed = names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
  return installed ?? [chromium.executablePath()].find((path) => existsSync(path));
}

/** As root the browser cannot make its sandbox; on a closed network its own calls home only cost time. */
export const chromiumArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];
