import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../../tests/support/chromium';
import { PlainError } from '../plain-error';

/** Finds a browser, installs the system's when we may, or says exactly what to type. */
export function ensureChromium(): void {
  if (findChromium()) return;
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall) {
    console.log('No Chromium here: installing it with apt-get.');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'inherit', env });
    if (findChromium()) return;
  }
  throw new PlainError(
    'The browser tests need Chromium, and none was found. Type one of these and run the tests again:\n' +
      '  sudo apt-get install chromium\n  npx playwright install --with-deps chromium\n' +
      '  export PLAYWRIGHT_CHROMIUM=/path/to/chromium',
  );
}
